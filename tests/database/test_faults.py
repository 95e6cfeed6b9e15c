"""A doubt about a source: what may be told to anyone, and what belongs in the log."""

import pytest

from app.database.faults import SourceFault, SourceUnavailable, in_source


def test_the_doubt_is_told_of_its_source() -> None:
    with pytest.raises(SourceUnavailable) as told, in_source("calls"):
        raise SourceUnavailable(SourceFault.SCHEMA, "no column amount")
    assert told.value.fault is SourceFault.SCHEMA
    assert str(told.value) == "source-schema: source calls: no column amount"
