"""Sales and origins for tests that show only what matters to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from app.database.retrying import write
from app.database.writing import reading
from app.ledger.day_rows import matched_rows
from app.ledger.entering import Outcome, enter
from app.ledger.entries import find_sale
from app.ledger.entry import Entry, Origin, Way
from app.ledger.rebuilding import compare
from app.sales.channel import Channel
from app.sales.client_id import ClientID
from app.sales.day import Day
from app.sales.sale import Sale

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
BUYER = ClientID("587-963")

Rows = list[tuple[str, int, int, int]]


def a_sale(id: str = "S-1", revenue: str = "520.00", **other: Any) -> Sale:
    """A call of one client on the 20th of November, of an unknown cost."""
    usual: dict[str, Any] = {
        "channel": Channel.CALL,
        "client_id": BUYER,
        "client_text": BUYER,
        "sold_at": NOON,
        "currency": "RUB",
    }
    return Sale(id=id, revenue=Decimal(revenue), **{**usual, **other})


def an_origin(shop: str = "north", zone: ZoneInfo = MOSCOW, **other: Any) -> Origin:
    """The shop's CRM."""
    return replace(Origin(shop, zone, "crm", Way.API, "crm", NOON), **other)


def entered(engine: Engine, *sales: Sale, origin: Origin | None = None) -> list[Outcome]:
    """Hand in the sales in one transaction."""
    return write(engine, lambda connection: enter(connection, origin or an_origin(), sales))


def the_sale(engine: Engine, id: str = "S-1") -> Entry:
    """Return the entry of the CRM's sale."""
    with reading(engine) as connection:
        entry = find_sale(connection, "north", "crm", id)
    assert entry
    return entry


def day_of(engine: Engine, day: date = TODAY, shop: str = "north", zone: ZoneInfo = MOSCOW) -> Rows:
    """Return the rows of a day, per client ID."""
    with reading(engine) as connection:
        return rows_of(connection, day, shop, zone)


def rows_of(
    connection: Connection, day: date = TODAY, shop: str = "north", zone: ZoneInfo = MOSCOW
) -> Rows:
    """Return the same inside of a transaction."""
    return [row for batch in matched_rows(connection, shop, Day(day, zone)) for row in batch]


def wrong_days(engine: Engine, shop: str = "north", zone: ZoneInfo = MOSCOW) -> list[date]:
    """Return the days whose groups differ from their sales."""
    with reading(engine) as connection:
        return [each.day for each in compare(connection, shop, zone) if not each.equal]


def numbered(count: int, **other: Any) -> Iterable[Sale]:
    """So many sales of different ids."""
    return [a_sale(f"S-{number:06}", **other) for number in range(count)]
