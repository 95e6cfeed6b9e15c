"""The newest sale of a source, found by halving: a SELECT tells no moments of its sales."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, literal_column

from app.database.session import Session
from app.database.statement import compile_statement
from app.shops.source import SelectSource, Source, TimeKind
from app.statistics.bounds import bound_of
from app.statistics.query import select_sales, table_sales

# A source whose zone is wrong has sales in the future, by less than a day.
AHEAD = timedelta(days=2)
LONGEST_LOOK = timedelta(days=1_200)

HasSales = Callable[[datetime, datetime], bool]


def newest_sale(source: Source, session: Session, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the minute (the noon, of a kind that has only dates) of the newest sale.

    Looks back in spans that double, so that where an index bounds them little is read; ``None``
    when there is nothing for three years. Raises SourceUnavailable.
    """
    step = timedelta(days=1) if source.time_kind is TimeKind.DATE else timedelta(minutes=1)
    noon = now.astimezone(zone).replace(hour=12, minute=0, second=0, microsecond=0)
    until, length = noon + AHEAD, timedelta(days=1)
    has_sales = _asking(source, session, zone)
    while until > noon - LONGEST_LOOK:
        if has_sales(until - length, until):
            return _halved(has_sales, until - length, until, step).astimezone(zone)
        until, length = until - length, length * 2
    return None


def _halved(has_sales: HasSales, since: datetime, until: datetime, step: timedelta) -> datetime:
    while until - since > step:
        middle = since + (until - since) // step // 2 * step
        if has_sales(middle, until):
            since = middle
        else:
            until = middle
    return since


def _asking(source: Source, session: Session, zone: ZoneInfo) -> HasSales:
    statement = compile_statement(_any_sale(source), session.dialect)

    def bound(moment: datetime) -> object:
        return bound_of(moment, zone, source.time_kind, session.dialect.name)

    def has_sales(since: datetime, until: datetime) -> bool:
        return any(session.fetch(statement, since=bound(since), until=bound(until)))

    return has_sales


def _any_sale(source: Source) -> Select[Any]:
    sales = select_sales(source, ()) if isinstance(source, SelectSource) else table_sales(source)
    return sales.select(literal_column("1")).limit(1)
