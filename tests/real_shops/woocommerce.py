"""A WooCommerce shop of one year: its orders, and which of them are sales by phone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection

from tests.presets.case import FOLDER, write
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

TABLES = FOLDER / "woocommerce" / "tables.sql"
PHONE_SELECT = Path(__file__).with_name("woocommerce_phone.sql")

ORDINARY_ORDERS = 3_000
STATUSES = ("wc-completed",) * 6 + (
    "wc-processing",
    "wc-pending",
    "wc-on-hold",
    "wc-cancelled",
    "wc-failed",
    "wc-checkout-draft",
    "auto-draft",
    "trash",
)
SOLD = frozenset({"wc-completed", "wc-processing", "wc-refunded"})

Row = dict[str, Any]


@dataclass(slots=True)
class Shop:
    """Rows by table, and the sales that the answers must show."""

    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    sales: list[Sale] = field(default_factory=list)

    def next_id(self) -> int:
        """Orders and refunds share their numbers; the first ones were deleted long ago."""
        return 1_000 + len(self.rows["wp_wc_orders"])


@dataclass(frozen=True, slots=True)
class Order:
    """What is drawn of one order before it is written down."""

    id: int
    at: datetime
    status: str
    created_via: str
    client_id: str | None
    written: str | None
    total: Decimal
    cost: Decimal | None

    @property
    def is_sale_by_phone(self) -> bool:
        return self.created_via == "admin" and self.status in SOLD


def a_year(seed: int = 11) -> Shop:
    """Draw the shop; the same seed gives the same shop."""
    random, shop = Random(seed), Shop()
    for moment in moments(random, ORDINARY_ORDERS):
        order = _draw(shop.next_id(), moment, random)
        _write_order(shop, order, random)
        if order.status == "wc-refunded":
            _write_refunds(shop, order, _whole(order.total, random), random)
        elif order.status in SOLD and random.randrange(12) == 0:
            _write_refunds(shop, order, [(order.total / 3).quantize(Decimal("0.001"))], random)
    return shop


def create(connection: Connection, shop: Shop) -> None:
    """Make WooCommerce's tables and fill them."""
    write(connection, TABLES.read_text(encoding="utf-8").replace("shop7_", "wp_"), shop.rows)


def _draw(order_id: int, at: datetime, random: Random) -> Order:
    status = "wc-refunded" if random.randrange(25) == 0 else random.choice(STATUSES)
    created_via = random.choice(("admin", "admin", "admin", "checkout", "store-api", "rest-api"))
    client_id, written = a_note(random)
    total = Decimal(random.randrange(0, 5_000_000)) / 1000
    cost = (total * random.randrange(30, 120) / 100).quantize(Decimal("0.0001"))
    known_cost = cost if random.randrange(3) == 0 else None
    return Order(order_id, at, status, created_via, client_id, written, total, known_cost)


def _write_order(shop: Shop, order: Order, random: Random) -> None:
    in_meta = random.randrange(2) == 0
    shop.rows["wp_wc_orders"].append(
        {
            "id": order.id,
            "status": order.status,
            "currency": "RUB",
            "type": "shop_order",
            "tax_amount": Decimal(0),
            "total_amount": order.total,
            "customer_id": 0,
            "date_created_gmt": order.at.replace(tzinfo=None),
            "date_updated_gmt": (order.at + timedelta(days=2)).replace(tzinfo=None),
            "parent_order_id": 0,
            "customer_note": "позвонить заранее" if in_meta else order.written,
        }
    )
    shop.rows["wp_wc_order_operational_data"].append(
        {"order_id": order.id, "created_via": order.created_via, "woocommerce_version": "9.5.1"}
    )
    shop.rows["wp_wc_order_addresses"].append(
        {"order_id": order.id, "address_type": "billing", "phone": "+7 495 123-45-67"}
    )
    shop.rows["wp_wc_orders_meta"].extend(_meta(order, in_meta, random))
    if order.is_sale_by_phone:
        shop.sales.append(_sale(order))


def _meta(order: Order, in_meta: bool, random: Random) -> Iterator[Row]:
    attribution = f"/?utm_content={a_client_id(random)}"
    yield _meta_row(order, "_wc_order_attribution_session_entry", attribution)
    if in_meta:
        yield _meta_row(order, "_client_id", order.written)
    elif random.randrange(4) == 0:
        yield _meta_row(order, "_client_id", "")
    if order.cost is not None:
        yield _meta_row(order, "_cogs_total_value", str(order.cost))


def _meta_row(order: Order, key: str, value: str | None) -> Row:
    return {"order_id": order.id, "meta_key": key, "meta_value": value}


def _sale(order: Order) -> Sale:
    if order.status == "wc-refunded":
        return Sale(order.at, order.client_id, order.total, cost=None, count=0)
    return Sale(order.at, order.client_id, order.total, order.cost)


def _whole(total: Decimal, random: Random) -> list[Decimal]:
    """A whole order comes back at once or in two parts."""
    first = (total * random.randrange(2, 5) / 4).quantize(Decimal("0.01"))
    return [part for part in (first, total - first) if part]


def _write_refunds(shop: Shop, order: Order, parts: list[Decimal], random: Random) -> None:
    for part in parts:
        at = order.at + timedelta(hours=random.randrange(1, 24 * 60))
        shop.rows["wp_wc_orders"].append(_refund_row(shop.next_id(), order, part, at))
        if order.is_sale_by_phone:
            has_profit = order.cost is not None and order.status != "wc-refunded"
            cost = Decimal(0) if has_profit else None
            shop.sales.append(Sale(order.at, order.client_id, -part, cost, count=0))


def _refund_row(refund_id: int, order: Order, amount: Decimal, at: datetime) -> Row:
    return {
        "id": refund_id,
        "status": "wc-completed",
        "currency": "RUB",
        "type": "shop_order_refund",
        "tax_amount": Decimal(0),
        "total_amount": -amount,
        "customer_id": None,
        "date_created_gmt": at.replace(tzinfo=None),
        "date_updated_gmt": at.replace(tzinfo=None),
        "parent_order_id": order.id,
        "customer_note": None,
    }
