"""What the guard asks of a source: a few entries of an index, never a count of its sales."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Dialect, Select, func, literal_column, select

from app.database.driver import Row
from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.sales.day import Day
from app.shops.source import SelectSource, Source, TableSource
from app.statistics.bounds import Bounds, bounds
from app.statistics.columns import refuse_moment
from app.statistics.moments import read_moment
from app.statistics.query import Condition, of_the_day, select_sales, table_sales

SALES_AT_THE_END = 20

# Junk such as 0000-00-00 and -infinity lies before.
_FIRST_DATE = date(1971, 1, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """The end of a source: its newest sale, and the earliest of its last twenty."""

    newest: datetime | None
    earlier: datetime | None


def presence_statement(source: Source, dialect: Dialect) -> Statement:
    """Write what a source is asked; compiling costs more than asking, so keep it."""
    if isinstance(source, SelectSource):
        return compile_statement(_any_query(source), dialect)
    return compile_statement(end_query(source), dialect)


def see_table(source: TableSource, statement: Statement, today: Day, session: Session) -> Seen:
    """Look at the last sales of a table up to the end of today, whatever ``where`` says.

    With an index on the time column this reads twenty entries of it.
    """
    span = days_up_to(today, source, session.dialect.name)
    (end,) = session.rows(statement, since=span.since, until=span.until)
    return read_end(end, source, today.zone, session.dialect.name)


def days_up_to(today: Day, source: Source, dialect_name: str) -> Bounds:
    """Return the days in which the end of a source is looked for."""
    return _span(Day(_FIRST_DATE, today.zone), today, source, dialect_name)


def read_end(end: Row, source: TableSource, zone: ZoneInfo, dialect_name: str) -> Seen:
    """Read the row of an ``end_query``; raises SourceUnavailable where its moments do not fit."""
    for moment in end:
        refuse_moment(moment, source, dialect_name)
    newest, earlier = (read_moment(value, source.time_kind, zone) for value in end)
    return Seen(newest, earlier)


def has_sales(
    source: SelectSource, statement: Statement, first: Day, last: Day, session: Session
) -> bool:
    """Tell whether a SELECT yields anything at all from one day to another, both included."""
    span = _span(first, last, source, session.dialect.name)
    return any(session.fetch(statement, since=span.since, until=span.until))


def day_of(moment: datetime, zone: ZoneInfo) -> Day:
    """Return the shop's day of a moment."""
    return Day(moment.astimezone(zone).date(), zone)


def end_query(source: TableSource, condition: Condition = of_the_day) -> Select[Any]:
    """Return the newest moment of a table within bounds, and that of the twentieth sale before."""
    sales = table_sales(replace(source, where={}), condition=condition)
    moment = sales.rows.c[source.time_column]
    last = sales.select(moment.label("moment")).order_by(moment.desc())
    end = last.limit(SALES_AT_THE_END).subquery("ending")
    return select(func.max(end.c.moment), func.min(end.c.moment))


def _span(first: Day, last: Day, source: Source, dialect_name: str) -> Bounds:
    since, until = (bounds(day, source.time_kind, dialect_name) for day in (first, last))
    return Bounds(since.since, until.until)


def _any_query(source: SelectSource) -> Select[Any]:
    return select_sales(source, ()).select(literal_column("1")).limit(1)
