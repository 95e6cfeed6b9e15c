"""Which sources of a shop have had no sale of late."""

from datetime import datetime

from app.database.reading import Readers
from app.database.session import Session
from app.shops.shop import Shop
from app.shops.source import Source, TableSource
from app.statistics.presence import day_of, has_sales, presence_statement, see_table


def silent_sources(shop: Shop, since: datetime, now: datetime, readers: Readers) -> list[str]:
    """Return the names of the sources without a sale after ``since``; raises SourceUnavailable.

    A table is asked for its newest row, whatever ``where`` says; a SELECT tells no moments, so it
    is asked from the shop's day of ``since`` on.
    """
    if shop.database is None:
        return []

    def silent(session: Session) -> list[str]:
        return [each.name for each in shop.sources if not _sold(shop, each, since, now, session)]

    return readers.reader(shop.database).read(silent)


def _sold(shop: Shop, source: Source, since: datetime, now: datetime, session: Session) -> bool:
    today = day_of(now, shop.time_zone)
    statement = presence_statement(source, session.dialect)
    if isinstance(source, TableSource):
        newest = see_table(source, statement, today, session).newest
        return newest is not None and newest >= since
    return has_sales(source, statement, day_of(since, shop.time_zone), today, session)
