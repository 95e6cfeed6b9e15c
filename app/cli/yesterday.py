"""The day that a command tries a shop with: its last whole one."""

from datetime import UTC, datetime, timedelta

from app.sales.day import Day
from app.shops.shop import Shop


def yesterday_of(shop: Shop) -> Day:
    """Return the day before today, by the clock on the shop's wall."""
    today = datetime.now(UTC).astimezone(shop.time_zone).date()
    return Day(today - timedelta(days=1), shop.time_zone)
