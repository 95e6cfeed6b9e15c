"""What an SQLite table is asked for a slice of a day; pure, as the query of a whole day is."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.types import NullType

from app.shops.source import TableSource, TimeKind
from app.statistics.expressions import WithinSlice
from app.statistics.query import (
    SINCE,
    UNTIL,
    WITHIN,
    table_sales,
)

# The bare value of the first moment of a slice, and that of the first one behind it.
FIRST, AFTER = (bindparam(name, type_=NullType()) for name in ("first", "after"))


def of_a_slice(moment: ColumnElement[Any], kind: TimeKind) -> ColumnElement[bool]:
    """Return the condition that a moment lies within a slice of the day."""
    if kind in WITHIN:
        return WithinSlice(moment, SINCE, UNTIL, FIRST, AFTER)
    return _between(moment, kind)


def ends_query(kind: TimeKind) -> Select[Any]:
    """Return the FIRST and the AFTER of a whole day; it reads no table."""
    return select(*(WITHIN[kind].loose(SINCE, UNTIL) if kind in WITHIN else (SINCE, UNTIL)))


def cut_query(source: TableSource, sales: int) -> Select[Any]:
    """Return the moment behind which so many sales lie from FIRST on, or no row.

    It comes as JSON, and with it whether it lies behind FIRST in the order of the table.
    """
    found = table_sales(source, condition=_between)
    moment = found.rows.c[source.time_column]
    query = found.select(func.json_quote(moment), moment > FIRST)
    return query.order_by(moment).limit(literal_column("1")).offset(literal_column(str(sales)))


def _between(moment: ColumnElement[Any], kind: TimeKind) -> ColumnElement[bool]:
    return and_(moment >= FIRST, moment < AFTER)
