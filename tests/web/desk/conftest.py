"""An operator who is logged in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.desk.operator import Operator, a_desk


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Operator]:
    """The operator of the shop north, at its desk; the instance is ``tmp_path``."""
    with a_desk(tmp_path) as operator:
        operator.logs_in()
        yield operator
