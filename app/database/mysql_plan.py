"""What MySQL's EXPLAIN says of a statement, as a plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.database.driver import Plan


def read_plan(explained: Iterable[Mapping[str, Any]]) -> Plan:
    """Return the plan that the rows of EXPLAIN tell; what is not about a table is left out."""
    steps = [step for step in explained if not str(step["table"] or "<").startswith("<")]
    whole = (step for step in steps if step["type"] == "ALL" and not step["possible_keys"])
    rows = [estimated(step["rows"]) for step in steps if step["rows"] is not None]
    return Plan([step["table"] for step in whole], max(rows, default=None))


def estimated(rows: object) -> int:
    """Read EXPLAIN's number of rows; MariaDB may add what a rowid filter leaves: ``4 (14%)``.

    MariaDB documentation, "Rowid Filtering Optimization", read 2026-11-22.
    """
    return int(str(rows).partition(" ")[0])
