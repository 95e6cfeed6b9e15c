"""What the sales of a day add up to, summed by the database from the sales themselves."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from app.ledger.sale_tables import sales
from app.sales.day import Day
from app.sales.sale import State

# The same as ``figures`` of a sale, in SQL.
_LEFT = sales.c.state.in_((State.SOLD, State.RETURNED_IN_PART))
_REVENUE = sales.c.revenue - sales.c.returned
_GROSS_PROFIT = case((sales.c.cost.is_(None), literal(0)), else_=_REVENUE - sales.c.cost)
_ENTRIES = func.count(sales.c.number).label("entries")


def sums_of_day(shop: str, day: Day) -> Select[Any]:
    """Return per client ID, in the order of its bytes: entries, sales, revenue, gross profit."""
    client_id = sales.c.client_id
    matched = _sums(client_id, shop, day).where(client_id.is_not(None)).add_columns(_ENTRIES)
    return matched.group_by(client_id).order_by(client_id)


def unmatched_of_day(shop: str, day: Day) -> Select[Any]:
    """Return the same per text that no client ID was read from when its sale was entered."""
    text = sales.c.client_text
    unmatched = _sums(text, shop, day).where(sales.c.client_id.is_(None))
    return unmatched.group_by(text).order_by(text)


def total_of_day(shop: str, day: Day) -> Select[Any]:
    """Return one row: sales, revenue and gross profit of the day, sales without a client ID."""
    without_id = case((sales.c.client_id.is_(None), sales.c.count), else_=0)
    sums = (sales.c.count, _REVENUE, _GROSS_PROFIT, without_id)
    return select(*(func.coalesce(func.sum(each), 0) for each in sums)).where(
        _sold_on(shop, day), _LEFT
    )


def _sums(key: ColumnElement[Any], shop: str, day: Day) -> Select[Any]:
    return select(
        key.label("client"),
        func.sum(sales.c.count).label("sales"),
        func.sum(_REVENUE).label("revenue"),
        func.sum(_GROSS_PROFIT).label("gross_profit"),
    ).where(_sold_on(shop, day), _LEFT)


def _sold_on(shop: str, day: Day) -> ColumnElement[bool]:
    return and_(sales.c.shop == shop, sales.c.sold_at >= day.since, sales.c.sold_at < day.until)
