"""A day of an SQLite table, read in slices: each comes as one row of JSON arrays.

From row to row the interpreter's lock is given away and taken back, which costs more than all else
that is done with a sale, above all where others wait for it; a slice is made without it.
"""

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.shops.source import TableSource
from app.statistics.batches import Batch, Batches, unread
from app.statistics.bounds import Bounds
from app.statistics.packed import packed_query, unpacked
from app.statistics.query import day_query, table_sales
from app.statistics.slice_query import cut_query, ends_query, of_a_slice

SALES_OF_A_SLICE = 6_500

# Where it stands for what could not be read, a moment is not the one that the table orders by.
_UNREADABLE = "\ufffd"

# SQLite documentation, "EXPLAIN QUERY PLAN", section 1.1; columns before are bound to one value.
_BY_TIME = r"SEARCH \S+ USING (?:COVERING )?INDEX \S+ \((?:.+=\? AND )?{0}>\? AND {0}<\?\)"


@dataclass(frozen=True, slots=True)
class Slices:
    """What is asked: the ends of a day, where to cut it, a slice, and the rest where none fits."""

    ends: Statement
    cut: Statement
    packed: Statement
    rest: Statement

    def batches(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of the day by themselves, a slice at a time; raises SourceUnavailable.

        Where more of one moment are met than a slice holds, or one that does not come as it is kept
        (no UTF-8, a number of too many digits), the rest comes added up per text.
        """
        within = {"since": day.since, "until": day.until}
        ((first, end),) = session.rows(self.ends, **within)
        while cut := session.rows(self.cut, first=first, after=end):
            ((found, is_behind),) = cut
            after = json.loads(found)
            if not is_behind or after == first or _UNREADABLE in found:
                rest = session.fetch(self.rest, **within, first=first, after=end)
                yield from unread(rest)
                return
            yield self._slice(session, {**within, "first": first, "after": after})
            first = after
        yield self._slice(session, {**within, "first": first, "after": end})

    def _slice(self, session: Session, span: dict[str, Any]) -> Batch:
        (arrays,) = session.rows(self.packed, **span)
        return partial(unpacked, arrays)


def slices(source: TableSource, session: Session, day: Bounds) -> Slices | None:
    """Write how a table's days are read; None where a slice would cost what a day does.

    An index has to lead by the time column to a slice, and to where it ends: whatever else SQLite
    had to read or to sort, it would for each slice. It is asked once; raises SourceUnavailable.
    """
    sales = table_sales(source, condition=of_a_slice)
    asked = (
        ends_query(source.time_kind),
        cut_query(source, SALES_OF_A_SLICE),
        packed_query(sales),
        day_query(sales),
    )
    made = Slices(*(compile_statement(query, session.dialect) for query in asked))
    ends = {"since": day.since, "until": day.until, "first": day.since, "after": day.until}
    steps = [session.plan(statement, **ends).steps for statement in (made.cut, made.packed)]
    by_time = re.compile(_BY_TIME.format(re.escape(source.time_column)), re.IGNORECASE)
    return made if all(len(each) == 1 and by_time.fullmatch(each[0]) for each in steps) else None
