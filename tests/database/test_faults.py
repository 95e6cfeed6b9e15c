"""A doubt about a source: what may be told to anyone, and what belongs in the log."""

from app.database.faults import SourceFault, SourceUnavailable


def test_the_doubt_is_told_of_its_source() -> None:
    error = SourceUnavailable(SourceFault.SCHEMA, "no column amount").in_source("calls")
    assert error.fault is SourceFault.SCHEMA
    assert str(error) == "source-schema: source calls: no column amount"
