"""nopCommerce on PostgreSQL: a year of orders placed for customers, and by themselves."""

from datetime import datetime
from decimal import Decimal
from random import Random

from tests.presets.case import PresetCase, Row
from tests.presets.nopcommerce.rows import (
    BY_STAFF,
    CLIENT_ATTRIBUTE,
    an_order,
    attributes,
    items,
    notes,
)
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 1_500
CANCELLED = 40


def case() -> PresetCase:
    """Draw the year of two stores, of which the shop's file wants the first."""
    random = Random(61)
    rows: dict[str, list[Row]] = {"Order": [], "OrderItem": [], "OrderNote": []}
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1):
        client_id, written = a_note(random)
        order = an_order(number, at, random)
        in_attribute = bool(written and written.strip()) and random.randrange(2) == 0
        order["CheckoutAttributesXml"] = _xml(written or "", in_attribute, random)
        is_by_staff = random.randrange(4) > 0
        sold = items(order, random)
        noted = ["client 587-963, старый", f"CLIENT: {written or ''}"]
        rows["Order"].append(order)
        rows["OrderItem"] += sold
        rows["OrderNote"] += notes(order, [BY_STAFF if is_by_staff else "Order placed", *noted])
        if is_by_staff and _is_sale(order):
            sales.append(_sale(at, client_id, order, sold))
    return PresetCase(
        preset="nopcommerce",
        server="postgresql",
        orders="Order",
        rows=rows,
        sales=sales,
        options={"client_attribute": CLIENT_ATTRIBUTE, "stores": [1]},
    )


def _xml(written: str, in_attribute: bool, random: Random) -> str | None:
    if in_attribute:
        return attributes(written)
    return random.choice((None, "", attributes(""), attributes("  ")))


def _is_sale(order: Row) -> bool:
    return (
        order["OrderStatusId"] != CANCELLED
        and (order["OrderStatusId"] in (20, 30) or order["PaymentStatusId"] in (30, 35))
        and not order["Deleted"]
        and order["StoreId"] == 1
    )


def _sale(at: datetime, client_id: str | None, order: Row, sold: list[Row]) -> Sale:
    total, refunded = order["OrderTotal"], order["RefundedAmount"]
    if refunded and refunded >= total:
        return Sale(at, client_id, total - refunded, count=0)
    costs = [item["OriginalProductCost"] * item["Quantity"] for item in sold]
    return Sale(at, client_id, total - refunded, sum(costs, Decimal(0)) if all(costs) else None)
