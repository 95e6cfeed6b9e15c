"""The finished groups of a shop's days: kept in step with its sales, in the same transaction."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, select

from app.database.upsert import add_up
from app.ledger.sale_tables import day_groups, shop_days
from app.sales.day import Day
from app.sales.sale import Sale, counts, figures

SUMS = ("entries", "sales", "revenue", "gross_profit")

Group = tuple[date, str]


class DayChanges:
    """What a number of changed sales adds to the groups of their shop's days."""

    def __init__(self, shop: str, zone: ZoneInfo) -> None:
        self._shop = shop
        self._zone = zone
        self._sums: dict[Group, list[int]] = {}

    def add(self, sale: Sale) -> None:
        """Count a sale that is known now."""
        self._count(sale, 1)

    def take(self, sale: Sale) -> None:
        """Discount what was known of a sale before."""
        self._count(sale, -1)

    def write(self, connection: Connection) -> None:
        """Bring the groups up to date, always in one order; a group of no sales goes."""
        changed = {group: sums for group, sums in sorted(self._sums.items()) if any(sums)}
        rows = [self._row(*group, sums) for group, sums in changed.items()]
        if rows:
            add_up(connection, day_groups, rows, SUMS)
        lessened = [group for group, sums in changed.items() if sums[0] < 0]
        if lessened:
            self._drop_empty(connection, lessened)
        self._sums = {}

    def _count(self, sale: Sale, sign: int) -> None:
        if sale.client_id is None or not counts(sale):
            return
        group = (day_of(sale.sold_at, self._zone), str(sale.client_id))
        sums = self._sums.setdefault(group, [0, 0, 0, 0])
        for place, figure in enumerate((1, *figures(sale))):
            sums[place] += sign * figure

    def _row(self, day: date, client_id: str, sums: list[int]) -> dict[str, Any]:
        named = dict(zip(SUMS, sums, strict=True))
        return {"shop": self._shop, "day": day, "client_id": client_id, **named}

    def _drop_empty(self, connection: Connection, groups: Iterable[Group]) -> None:
        empty = delete(day_groups).where(
            day_groups.c.shop == self._shop,
            day_groups.c.day == bindparam("of_day"),
            day_groups.c.client_id == bindparam("of_client"),
            day_groups.c.entries == 0,
        )
        connection.execute(empty, [{"of_day": day, "of_client": each} for day, each in groups])


def begin_changes(connection: Connection, shop: str, zone: ZoneInfo) -> DayChanges:
    """Keep other writers of the shop waiting until the transaction ends, and count the change.

    Days are made with the zone that the shop's days were made with before, ``zone`` for its first.
    """
    add_up(connection, shop_days, [{"shop": shop, "zone": zone.key, "changes": 1}], ["changes"])
    kept = select(shop_days.c.zone).where(shop_days.c.shop == shop).with_for_update()
    return DayChanges(shop, ZoneInfo(connection.execute(kept).scalar_one()))


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the one day whose ``since`` and ``until`` the moment lies between."""
    local = moment.astimezone(zone).date()
    # a clock put back over midnight tells yesterday's date for some minutes of today
    return local if moment < _end(local, zone) else local + timedelta(days=1)


@lru_cache(maxsize=4096)
def _end(day: date, zone: ZoneInfo) -> datetime:
    return Day(day, zone).until
