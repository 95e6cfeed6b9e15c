"""How many rows a database really reads for a day's sales, as it counts them itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.database.session import Session
from app.database.statement import Statement
from app.sales.day import Day
from app.shops.source import Source
from app.statistics.bounds import bounds
from app.statistics.prepared import prepare

_COUNTERS = Statement("SHOW SESSION STATUS LIKE 'Handler_read%%'", constants={}, order=())


def rows_read(session: Session, source: Source, day: Day) -> int:
    """Run the day's statement and return the number of rows that tables and indexes gave."""
    statement = prepare(source, session, day).texts
    span = bounds(day, source.time_kind, session.dialect.name)
    values = {"since": span.since, "until": span.until}
    if session.dialect.name == "postgresql":
        explained = replace(
            statement, text=f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement.text}"
        )
        ((plan,),) = session.rows(explained, **values)
        return _scanned(plan if isinstance(plan, list) else json.loads(plan))
    before = _handled(session)
    session.rows(statement, **values)
    return _handled(session) - before


def _handled(session: Session) -> int:
    return sum(int(value) for _, value in session.rows(_COUNTERS))


def _scanned(plan: list[Any]) -> int:
    return sum(_of_step(step) for found in plan for step in _steps(found["Plan"]))


def _of_step(step: dict[str, Any]) -> int:
    if "Relation Name" not in step:
        return 0
    removed = sum(
        step.get(key, 0) for key in ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    )
    return int((step["Actual Rows"] + removed) * step["Actual Loops"])


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for inner in step.get("Plans", ()):
        yield from _steps(inner)
