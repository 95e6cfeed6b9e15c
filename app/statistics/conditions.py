"""The conditions of a table: would any sale there is meet them?"""

from dataclasses import replace
from datetime import date

from sqlalchemy import Select, literal_column

from app.database.session import Session
from app.database.statement import compile_statement
from app.sales.day import Day
from app.shops.source import TableSource
from app.statistics.bounds import bounds
from app.statistics.query import table_sales

_FIRST_DATE = date(1971, 1, 1)


def met_by_none(source: TableSource, today: Day, session: Session) -> bool:
    """Tell whether there are sales up to the end of today, and ``where`` lets none of them through.

    It may have to read the whole table. Raises SourceUnavailable.
    """
    if _any(source, today, session):
        return False
    return _any(replace(source, where={}), today, session)


def _any(source: TableSource, today: Day, session: Session) -> bool:
    first = bounds(Day(_FIRST_DATE, today.zone), source.time_kind, session.dialect.name)
    last = bounds(today, source.time_kind, session.dialect.name)
    statement = compile_statement(_any_query(source), session.dialect)
    return any(session.fetch(statement, since=first.since, until=last.until))


def _any_query(source: TableSource) -> Select[tuple[int]]:
    sales = table_sales(source)
    return sales.select(literal_column("1")).limit(1)
