"""A day of a PostgreSQL table, read at once while it has few sales; a larger one is grouped."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, bindparam, select, true
from sqlalchemy.types import NullType

from app.database.driver import Row
from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.sales.day import Day
from app.shops.source import TableSource
from app.statistics.batches import Batches, unread
from app.statistics.bounds import Bound, Bounds, bounds
from app.statistics.packed import of_two_decimals, packed_if_few, unpacked
from app.statistics.presence import days_up_to, end_query
from app.statistics.query import Sales, within

SALES_AT_ONCE = 10_000
# Of client texts as JSON: some hundred bytes for each, so that no remark is too long.
BYTES_AT_ONCE = 1 << 20

# What may lie between a sale and the first of them that are asked for: nothing that would look at
# others before (PostgreSQL sources, src/backend/commands/explain.c).
_STRAIGHT = {
    "Aggregate",
    "Append",
    "Bitmap Heap Scan",
    "Bitmap Index Scan",
    "BitmapOr",
    "Index Only Scan",
    "Index Scan",
    "Limit",
    "Result",
    "Subquery Scan",
}
# Likewise between the last sale and the twentieth before it, and what joins both to the rows.
_STRAIGHT_WITH_END = _STRAIGHT | {
    "Index Only Scan Backward",
    "Index Scan Backward",
    "Merge Append",
    "Nested Loop",
}
_NODE = re.compile(r" *(?:->  )?([A-Z]\w+(?: [A-Z]\w+)*).*\(cost=")
_SEARCH = re.compile(r" *(?:->  )?(?:Bitmap )?Index (?:Only )?Scan ")

# Where the end of the table is looked for.
_KNOWN_SINCE, _KNOWN_UNTIL = (
    bindparam(name, type_=NullType()) for name in ("known_since", "known_until")
)


@dataclass(frozen=True, slots=True)
class WithEnd:
    """The sales of a small day, together with the end of their table: what is asked at once."""

    source: TableSource
    statement: Statement

    def ask(self, session: Session, day: Bounds, known: Bounds) -> tuple[Batches | None, Row]:
        """Return the sales, and the end of the table within ``known``, both of one moment.

        A larger day has None in place of its sales. Raises SourceUnavailable.
        """
        ((sales, *arrays, newest, earlier),) = session.rows(self.statement, **_values(day, known))
        return _unless_large(sales, arrays), (newest, earlier)


@dataclass(frozen=True, slots=True)
class SmallDays:
    """What is asked: the sales, if they are few, and else the groups.

    ``with_end`` asks for few sales and more; None where that would not be cheap.
    """

    packed: Statement
    grouped: Statement
    with_end: WithEnd | None

    def batches(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of the day by themselves, or of a large day the groups.

        Raises SourceUnavailable.
        """
        span = {"since": day.since, "until": day.until}
        ((sales, *arrays),) = session.rows(self.packed, **span)
        packed = _unless_large(sales, arrays)
        yield from unread(session.fetch(self.grouped, **span)) if packed is None else packed


def small_days(
    source: TableSource, sales: Sales, grouped: Statement, session: Session, day: Day
) -> SmallDays | None:
    """Write how a table's small days are read; None where a large one would be read twice.

    Whatever is searched has to be searched by the time column. It is asked once; raises
    SourceUnavailable.
    """
    span = bounds(day, source.time_kind, session.dialect.name)
    query = packed_if_few(sales, SALES_AT_ONCE, BYTES_AT_ONCE)
    packed = compile_statement(query, session.dialect)
    plan = session.plan(packed, since=span.since, until=span.until)
    if not _is_straight(plan.steps, source.time_column, _STRAIGHT):
        return None
    known = days_up_to(day, source, session.dialect.name)
    return SmallDays(packed, grouped, _with_end(source, query, session, _values(span, known)))


def _with_end(
    source: TableSource, packed: Select[Any], session: Session, values: Mapping[str, Bound]
) -> WithEnd | None:
    end = end_query(source, within(_KNOWN_SINCE, _KNOWN_UNTIL)).subquery("known")
    sales = packed.subquery("sales")
    query = select(*sales.columns, *end.columns).select_from(sales.join(end, true()))
    statement = compile_statement(query, session.dialect)
    plan = session.plan(statement, **values)
    if not _is_straight(plan.steps, source.time_column, _STRAIGHT_WITH_END):
        return None
    return WithEnd(source, statement)


def _values(day: Bounds, known: Bounds) -> dict[str, Bound]:
    return {
        "since": day.since,
        "until": day.until,
        "known_since": known.since,
        "known_until": known.until,
    }


def _unless_large(sales: int, arrays: list[str]) -> Batches | None:
    """Return the batches of a packed row, None where there are too many sales for it."""
    if not sales:
        return []
    return None if arrays[0] is None else [partial(unpacked, arrays, of_two_decimals)]


def _is_straight(steps: Sequence[str], time_column: str, straight: Set[str]) -> bool:
    by_time = re.compile(rf' *Index Cond: .*\("?{re.escape(time_column)}"? [<>]')
    nodes = {found[1] for step in steps if (found := _NODE.match(step))}
    conditions = (following for step, following in pairwise([*steps, ""]) if _SEARCH.match(step))
    is_plain = nodes <= straight and not any("SubPlan" in step for step in steps)
    return is_plain and all(map(by_time.match, conditions))
