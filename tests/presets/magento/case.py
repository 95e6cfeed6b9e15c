"""Magento 2 under a prefix: a year of orders of two websites, made on the site and in the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

PREFIX = "mage_"
ORDINARY_ORDERS = 2_000
LOST = ("canceled", "holded", "new", "pending_payment", "payment_review")
STATES = ("processing", "complete", "complete", "closed") * 3 + LOST
SOLD = frozenset({"processing", "complete", "closed"})
BROWSER = "198.51.100.20"
FOREIGN_STORE, UNWANTED_STORE = 3, 4
SETTINGS = {"general/locale/timezone": "Europe/Moscow", "currency/options/base": "RUB"}

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is drawn of one order before it is written down."""

    id: int
    at: datetime
    state: str
    store_id: int
    remote_ip: str | None
    edited: int | None
    client_id: str | None
    written: str | None
    total: Decimal
    canceled: Decimal | None
    refunded: Decimal | None
    cost: Decimal | None

    @property
    def is_sale(self) -> bool:
        made_in_admin = self.remote_ip is None and self.edited is None
        return made_in_admin and self.state in SOLD and self.store_id < FOREIGN_STORE


def case() -> PresetCase:
    """Draw the year; every order has comments, items and sometimes a credit memo."""
    random = Random(31)
    tables = ("sales_order", "sales_order_item", "sales_order_status_history", "sales_creditmemo")
    rows: Rows = {name: [] for name in tables}
    sales: list[Sale] = []
    of_site: int | None = None
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1_000):
        order = _draw(number, at, of_site, random)
        _write(rows, order, random)
        sales.extend(_sales(order))
        if order.remote_ip and order.store_id == 1:
            of_site = order.id
    rows["core_config_data"] = [*_settings()]
    return PresetCase(
        preset="magento",
        server="mariadb",
        orders=f"{PREFIX}sales_order",
        rows={PREFIX + name: written for name, written in rows.items()},
        sales=sales,
        options={"prefix": PREFIX, "stores": [1, 2, FOREIGN_STORE], "comment_like": "%клиент:%"},
        detected={"prefix": PREFIX, "time_zone": "Europe/Moscow", "currency": "RUB"},
    )


def _draw(number: int, at: datetime, of_site: int | None, random: Random) -> Order:
    client_id, written = a_note(random)
    store_id = random.choice((1, 1, 2, 2, FOREIGN_STORE, UNWANTED_STORE))
    state = random.choice(STATES)
    remote_ip = random.choice((None, None, None, BROWSER))
    is_edited = of_site is not None and store_id == 1 and random.randrange(9) == 0
    total = Decimal(random.randrange(0, 50_000_000)) / 10_000
    canceled = random.choice((None, None, Decimal(0), total / 4))
    canceled = None if canceled is None else canceled.quantize(Decimal("0.0001"))
    cost = Decimal(random.randrange(1, 1_000)) if random.randrange(4) else None
    return Order(
        id=number,
        at=at,
        state=state,
        store_id=store_id,
        remote_ip=remote_ip,
        edited=of_site if is_edited and remote_ip is None else None,
        client_id=client_id,
        written=written,
        total=total,
        canceled=canceled,
        refunded=_refunded(state, total - (canceled or 0), random),
        cost=cost,
    )


def _refunded(state: str, left: Decimal, random: Random) -> Decimal | None:
    if state == "closed":
        return random.choice((left, left, (left / 2).quantize(Decimal("0.0001"))))
    back = (left / 3).quantize(Decimal("0.0001"))
    return random.choice((None, None, None, Decimal(0), back, left)) if state in SOLD else None


def _sales(order: Order) -> Iterator[Sale]:
    if not order.is_sale:
        return
    revenue = order.total - (order.canceled or 0)
    refunded = order.refunded or Decimal(0)
    is_whole = order.state == "closed" or 0 < refunded == revenue
    # two of the simple product and three of the other one, of which one was cancelled
    cost = None if order.cost is None or is_whole else order.cost * 2 + (order.cost + 1) * 2
    yield Sale(order.at, order.client_id, revenue, cost, 0 if is_whole else 1)
    if refunded:
        yield Sale(order.at, order.client_id, -refunded, None if cost is None else Decimal(0), 0)


def _write(rows: Rows, order: Order, random: Random) -> None:
    in_note = random.randrange(2) == 0
    rows["sales_order"].append(_order_row(order, in_note, random))
    rows["sales_order_item"].extend(_item_rows(order))
    rows["sales_order_status_history"].extend(_comments(order, in_note, random))
    if order.refunded:
        memo = {"order_id": order.id, "state": 2, "base_grand_total": order.refunded}
        rows["sales_creditmemo"].append(memo | {"created_at": _utc(order.at) + timedelta(days=9)})


def _order_row(order: Order, in_note: bool, random: Random) -> Row:
    rate = random.choice((Decimal(1), Decimal("0.0108")))
    return {
        "entity_id": order.id,
        "increment_id": f"{order.id:09}" + ("-1" if order.edited else ""),
        "original_increment_id": f"{order.edited:09}" if order.edited else None,
        "relation_parent_id": order.edited,
        "state": order.state,
        "status": f"{order.state}_by_hand",
        "store_id": order.store_id,
        "remote_ip": order.remote_ip,
        "base_currency_code": "USD" if order.store_id == FOREIGN_STORE else "RUB",
        "order_currency_code": "RUB" if rate == 1 else "USD",
        "base_to_order_rate": rate,
        "base_grand_total": order.total,
        "grand_total": (order.total * rate).quantize(Decimal("0.0001")),
        "base_total_canceled": order.canceled,
        "base_total_refunded": order.refunded,
        "coupon_code": a_client_id(random),
        "customer_note": order.written if in_note else random.choice((None, "")),
        "created_at": _utc(order.at),
        "updated_at": _utc(order.at + timedelta(days=20)),
    }


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


def _item_rows(order: Order) -> Iterator[Row]:
    """A simple product, and a configurable one beside the product that was chosen of it."""
    other = None if order.cost is None else order.cost + 1
    parts = (
        ("simple", 2, 0, order.cost),
        ("configurable", 3, 1, other),
        ("simple", 3, 1, other),
    )
    first = order.id * 10
    for number, (kind, ordered, canceled, cost) in enumerate(parts):
        yield {
            "item_id": first + number,
            "order_id": order.id,
            "parent_item_id": first + 1 if number == 2 else None,
            "product_type": kind,
            "qty_ordered": ordered,
            "qty_canceled": canceled,
            "base_cost": cost,
        }


def _comments(order: Order, in_note: bool, random: Random) -> Iterator[Row]:
    """The payment module writes before and after the operator, who corrects what he wrote."""
    written: list[str | None] = [
        f"Captured amount of {order.total} online. Transaction {a_client_id(random)}"
    ]
    if not in_note and order.written and order.written.strip():
        written += [f"клиент: {a_client_id(random)}", f"Клиент: {order.written}"]
    written += [f"Refunded {a_client_id(random)}", "", None]
    for comment in written:
        yield {"parent_id": order.id, "comment": comment, "status": order.state}


def _settings() -> Iterator[Row]:
    for path, value in SETTINGS.items():
        yield {"scope": "default", "scope_id": 0, "path": path, "value": value}
    yield {"scope": "stores", "scope_id": 3, "path": "general/locale/timezone", "value": "UTC"}
    yield {"scope": "websites", "scope_id": 2, "path": "currency/options/base", "value": "USD"}
