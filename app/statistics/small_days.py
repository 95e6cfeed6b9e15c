"""A day of a PostgreSQL table, read at once while it has few sales; a larger one is grouped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.shops.source import TableSource
from app.statistics.batches import Batches, unread
from app.statistics.bounds import Bounds
from app.statistics.packed import packed_if_few, unpacked
from app.statistics.query import Sales

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
_NODE = re.compile(r" *(?:->  )?([A-Z]\w+(?: [A-Z]\w+)*).*\(cost=")
_SEARCH = re.compile(r" *(?:->  )?(?:Bitmap )?Index (?:Only )?Scan ")


@dataclass(frozen=True, slots=True)
class SmallDays:
    """What is asked: the sales, if they are few, and else the groups."""

    packed: Statement
    grouped: Statement

    def batches(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of the day by themselves, or of a large day the groups.

        Raises SourceUnavailable.
        """
        within = {"since": day.since, "until": day.until}
        ((sales, *arrays),) = session.rows(self.packed, **within)
        if sales and arrays[0] is None:
            yield from unread(session.fetch(self.grouped, **within))
        elif sales:
            yield partial(unpacked, arrays)


def small_days(
    source: TableSource, sales: Sales, grouped: Statement, session: Session, day: Bounds
) -> SmallDays | None:
    """Write how a table's small days are read; None where a large one would be read twice.

    Whatever is searched has to be searched by the time column. It is asked once; raises
    SourceUnavailable.
    """
    query = packed_if_few(sales, SALES_AT_ONCE, BYTES_AT_ONCE)
    packed = compile_statement(query, session.dialect)
    plan = session.plan(packed, since=day.since, until=day.until)
    return SmallDays(packed, grouped) if _is_straight(plan.steps, source.time_column) else None


def _is_straight(steps: Sequence[str], time_column: str) -> bool:
    by_time = re.compile(rf' *Index Cond: .*\("?{re.escape(time_column)}"? [<>]')
    nodes = {found[1] for step in steps if (found := _NODE.match(step))}
    conditions = (following for step, following in pairwise([*steps, ""]) if _SEARCH.match(step))
    is_plain = nodes <= _STRAIGHT and not any("SubPlan" in step for step in steps)
    return is_plain and all(map(by_time.match, conditions))
