"""The groups of a shop's days proven equal to its sales, or made anew from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from app.ledger.day_groups import SUMS, begin_changes, day_of
from app.ledger.day_rows import zone_of_days
from app.ledger.sale_tables import day_groups, sales, shop_days
from app.ledger.sums import sums_of_day
from app.sales.day import Day

# entries, sales, revenue and gross profit per client ID
Groups = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The groups of one day as they are kept, and as the sales make them."""

    day: date
    kept: Groups
    right: Groups

    @property
    def equal(self) -> bool:
        return self.kept == self.right


def compare(connection: Connection, shop: str, zone: ZoneInfo) -> Iterator[Compared]:
    """Yield every day that has sales or groups, in order, as days of this zone."""
    day = _next_day(connection, shop, zone, None)
    while day is not None:
        yield Compared(day, _kept(connection, shop, day), _right(connection, shop, day, zone))
        day = _next_day(connection, shop, zone, day)


def rebuild(connection: Connection, shop: str, zone: ZoneInfo) -> list[date]:
    """Make the shop's groups what its sales make them, and return the days that were mended.

    The shop's days are days of this zone from now on; its writers wait meanwhile.
    """
    begin_changes(connection, shop, zone)
    mended = []
    for compared in compare(connection, shop, zone):
        if not compared.equal:
            _replace(connection, shop, compared)
            mended.append(compared.day)
    own = shop_days.c.shop == shop
    connection.execute(update(shop_days).where(own).values(zone=zone.key))
    return mended


def is_made_with(connection: Connection, shop: str, zone: ZoneInfo) -> bool:
    """Tell whether the shop's groups are of days of this zone, or none are there yet."""
    return zone_of_days(connection, shop) in (None, zone.key)


def _next_day(connection: Connection, shop: str, zone: ZoneInfo, last: date | None) -> date | None:
    """Return the first day after the last one that has a sale or a group."""
    sold = select(func.min(sales.c.sold_at)).where(sales.c.shop == shop)
    grouped = select(func.min(day_groups.c.day)).where(day_groups.c.shop == shop)
    if last is not None:
        sold = sold.where(sales.c.sold_at >= Day(last, zone).until)
        grouped = grouped.where(day_groups.c.day > last)
    moment: datetime | None = connection.scalar(sold)
    days = [connection.scalar(grouped), None if moment is None else day_of(moment, zone)]
    return min((day for day in days if day is not None), default=None)


def _kept(connection: Connection, shop: str, day: date) -> Groups:
    kept = select(day_groups.c.client_id, *(day_groups.c[name] for name in SUMS))
    return _groups(connection, kept.where(day_groups.c.shop == shop, day_groups.c.day == day))


def _right(connection: Connection, shop: str, day: date, zone: ZoneInfo) -> Groups:
    summed = sums_of_day(shop, Day(day, zone)).subquery("summed")
    return _groups(connection, select(summed.c.client, *(summed.c[name] for name in SUMS)))


def _groups(connection: Connection, query: Select[Any]) -> Groups:
    return {client: tuple(map(int, sums)) for client, *sums in connection.execute(query)}


def _replace(connection: Connection, shop: str, compared: Compared) -> None:
    own = {"shop": shop, "day": compared.day}
    of_day = (day_groups.c.shop == shop) & (day_groups.c.day == compared.day)
    connection.execute(delete(day_groups).where(of_day))
    rows = [
        {**own, "client_id": client, **dict(zip(SUMS, sums, strict=True))}
        for client, sums in compared.right.items()
    ]
    if rows:
        connection.execute(insert(day_groups), rows)
