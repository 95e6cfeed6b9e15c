"""A day read from the ledger: its finished groups, and what no client ID was read from."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text

from app.ledger.sale_tables import day_groups, shop_days
from app.ledger.sums import sums_of_day, unmatched_of_day
from app.sales.day import Day

BATCH_ROWS = 2_000

Rows = Iterator[Sequence[tuple[Any, ...]]]

CHANGES = select(shop_days.c.changes).where(shop_days.c.shop == bindparam("shop"))


def see_one_moment(connection: Connection) -> None:
    """Let all statements of a transaction that just began see one moment; SQLite's always do."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def matched_rows(connection: Connection, shop: str, day: Day) -> Rows:
    """Yield batches of client ID, sales, revenue and gross profit, in the order of client IDs.

    Where the shop's zone is not the one that its days were made with, the sales themselves are
    summed: slower, and just as right.
    """
    if zone_of_days(connection, shop) == day.zone.key:
        return _batches(connection, _finished(shop, day))
    return _batches(connection, sums_of_day(shop, day))


def unmatched_rows(connection: Connection, shop: str, day: Day) -> Rows:
    """Yield batches of text, sales, revenue and gross profit, of sales without a client ID."""
    return _batches(connection, unmatched_of_day(shop, day))


def zone_of_days(connection: Connection, shop: str) -> str | None:
    """Return the zone that the shop's days were made with; None before its first sale."""
    return connection.scalar(select(shop_days.c.zone).where(shop_days.c.shop == shop))


def zones_of_days(connection: Connection) -> dict[str, str]:
    """Return the same of every shop that has sales in the ledger."""
    return {
        shop: zone for shop, zone in connection.execute(select(shop_days.c.shop, shop_days.c.zone))
    }


def _finished(shop: str, day: Day) -> Select[Any]:
    return (
        select(
            day_groups.c.client_id,
            day_groups.c.sales,
            day_groups.c.revenue,
            day_groups.c.gross_profit,
        )
        .where(day_groups.c.shop == shop, day_groups.c.day == day.date)
        .order_by(day_groups.c.client_id)
    )


def _batches(connection: Connection, query: Select[Any]) -> Rows:
    rows = connection.execute(query, execution_options={"yield_per": BATCH_ROWS})
    for batch in rows.partitions():
        # sums are decimals on servers
        yield [(row[0], int(row[1]), int(row[2]), int(row[3])) for row in batch]
