"""A day of an SQLite table, read in slices: each comes as one row of three JSON arrays.

From row to row the interpreter's lock is given away and taken back, which costs more than all else
that is done with a sale, above all where others wait for it; a slice is made without it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from sqlalchemy import Dialect

from app.database.driver import Row as Group
from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.shops.source import TableSource
from app.statistics.batches import Batches, decoded
from app.statistics.bounds import Bounds
from app.statistics.query import day_query, table_sales
from app.statistics.slice_query import cut_query, ends_query, of_a_slice, packed_query

SALES_OF_A_SLICE = 5_000


@dataclass(frozen=True, slots=True)
class Slices:
    """What is asked: the ends of a day, where to cut it, a slice, and the rest where none fits."""

    ends: Statement
    cut: Statement
    packed: Statement
    rest: Statement

    def batches(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of the day, a slice at a time; raises SourceUnavailable.

        Where more sales are of one moment than a slice holds, the rest comes added up per text.
        """
        within = {"since": day.since, "until": day.until}
        ((first, end),) = _only(session, self.ends, within)
        while cut := _only(session, self.cut, {"first": first, "after": end}):
            after = json.loads(cut[0][0])
            if not after > first:
                rest = session.fetch(self.rest, **within, first=first, after=end)
                yield from map(decoded, rest)
                return
            yield self._slice(session, {**within, "first": first, "after": after})
            first = after
        yield self._slice(session, {**within, "first": first, "after": end})

    def are_indexed(self, session: Session, day: Bounds) -> bool:
        """Tell whether an index leads to a slice; raises SourceUnavailable."""
        ends = {"since": day.since, "until": day.until, "first": day.since, "after": day.until}
        return not session.plan(self.packed, **ends).scanned

    def _slice(self, session: Session, span: dict[str, Any]) -> Sequence[Group]:
        (packed,) = _only(session, self.packed, span)
        texts, revenues, gross_profits = map(json.loads, packed)
        return list(zip(texts, repeat(1), revenues, gross_profits, strict=False))


def slices(source: TableSource, dialect: Dialect) -> Slices:
    """Write how a table's days are read."""
    sales = table_sales(source, condition=of_a_slice)
    asked = (
        ends_query(source.time_kind),
        cut_query(source, SALES_OF_A_SLICE),
        packed_query(sales),
        day_query(sales),
    )
    return Slices(*(compile_statement(query, dialect) for query in asked))


def _only(session: Session, statement: Statement, values: dict[str, Any]) -> list[Group]:
    """Return the one row there is, or none."""
    return [row for batch in session.fetch(statement, **values) for row in batch]
