"""A day of a PostgreSQL table, read at once while it has few sales; a larger one is grouped."""

import re
from dataclasses import dataclass
from functools import partial

from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.shops.source import TableSource
from app.statistics.batches import Batches, unread
from app.statistics.bounds import Bounds
from app.statistics.packed import packed_up_to, unpacked
from app.statistics.query import Sales

SALES_AT_ONCE = 10_000

# What may be met on the way to the first sales of a day, before any other is looked at (PostgreSQL
# sources, src/backend/commands/explain.c).
_STRAIGHT = {
    "Aggregate",
    "Append",
    "Bitmap Heap Scan",
    "Bitmap Index Scan",
    "Index Only Scan",
    "Index Scan",
    "Limit",
    "Result",
    "Subquery Scan",
}
_NODE = re.compile(r"(?: *->  )?(?:Parallel )?([A-Z]\w+(?: [A-Z]\w+)*).*\(cost=")


@dataclass(frozen=True, slots=True)
class SmallDays:
    """What is asked: one sale more than is taken at once, and the groups where there is one."""

    packed: Statement
    grouped: Statement

    def batches(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of the day by themselves, or of a large day the groups.

        Raises SourceUnavailable.
        """
        within = {"since": day.since, "until": day.until}
        (((*arrays, sales),),) = session.fetch(self.packed, **within)
        if sales <= SALES_AT_ONCE:
            yield partial(unpacked, arrays)
        else:
            yield from unread(session.fetch(self.grouped, **within))


def small_days(
    source: TableSource, sales: Sales, grouped: Statement, session: Session, day: Bounds
) -> SmallDays | None:
    """Write how a table's small days are read; None where a large one would be read twice.

    An index has to lead by the time column to the first sales that are met. It is asked once;
    raises SourceUnavailable.
    """
    packed = compile_statement(packed_up_to(SALES_AT_ONCE + 1, sales), session.dialect)
    steps = session.plan(packed, since=day.since, until=day.until).steps
    nodes = {found[1] for step in steps if (found := _NODE.match(step))}
    by_time = re.compile(rf"\s*Index Cond: .*\b{re.escape(source.time_column)}\b")
    is_by_time = any(map(by_time.match, steps))
    return SmallDays(packed, grouped) if is_by_time and nodes <= _STRAIGHT else None
