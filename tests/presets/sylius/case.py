"""Sylius: a year of orders of two channels among the carts that they once were."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
ORDINARY_ORDERS = 2_500
SITE, BY_PHONE = 1, 2
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.20"
STATES = ("new", "fulfilled", "fulfilled", "cancelled")
SOLD = frozenset({"new", "fulfilled"})
PAID = frozenset({"paid", "partially_refunded"})
PAYMENT_STATES = (
    *("paid",) * 9,
    "awaiting_payment",
    "partially_authorized",
    "authorized",
    "partially_paid",
    "cancelled",
    "partially_refunded",
    "refunded",
)
DELETED_EVERY = 7


def case() -> PresetCase:
    """Draw the year; a cart may have waited for months before it became an order."""
    random = Random(41)
    ids = random.sample(range(1, 20_000), k=12_000)
    orders: list[Row] = [_cart(ids.pop(), at, random) for at in moments(random, 0)[::3]]
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=100):
        client_id, written = a_note(random)
        order = _order(ids.pop(), number, at, random) | {"notes": written}
        if number % DELETED_EVERY == 0:
            continue
        orders.append(order)
        if _is_sale(order):
            sales.append(Sale(at, client_id, Decimal(order["total"]) / 100))
    return PresetCase(
        preset="sylius",
        server="mariadb",
        orders="sylius_order",
        rows={
            "sylius_currency": [{"id": 1, "code": "USD", "created_at": datetime(2024, 1, 1)}],
            "sylius_channel": [*_channels()],
            "sylius_order": orders,
        },
        sales=sales,
        options={"channels": ["PHONE"], "office_ips": [OFFICE]},
        detected={"currency": "USD"},
        time_zone=ZONE,
        currency="USD",
    )


def _is_sale(order: Row) -> bool:
    by_operator = order["channel_id"] == BY_PHONE or order["customer_ip"] == OFFICE
    is_paid = order["state"] in SOLD and order["payment_state"] in PAID
    return by_operator and is_paid and order["currency_code"] == "USD"


def _cart(cart_id: int, at: datetime, random: Random) -> Row:
    """A cart has no number and was never completed, yet it may have notes."""
    return _usual(cart_id, at, random) | {
        "state": "cart",
        "checkout_state": "cart",
        "payment_state": "cart",
        "shipping_state": "cart",
        "notes": a_client_id(random),
        "updated_at": _local(at + timedelta(days=random.randrange(90))),
    }


def _order(order_id: int, number: int, at: datetime, random: Random) -> Row:
    waited = timedelta(days=random.choice((0, 0, 1, 90)))
    return _usual(order_id, at - waited, random) | {
        "number": f"{number:09}",
        "state": random.choice(STATES),
        "checkout_state": "completed",
        "payment_state": random.choice(PAYMENT_STATES),
        "shipping_state": "shipped",
        "checkout_completed_at": _local(at),
        "updated_at": _local(at + timedelta(days=random.choice((0, 3, 40)))),
    }


def _usual(order_id: int, at: datetime, random: Random) -> Row:
    total = random.randrange(0, 5_000_000)
    return {
        "id": order_id,
        "channel_id": random.choice((SITE, BY_PHONE)),
        "items_total": total,
        "adjustments_total": 0,
        "total": total,
        "currency_code": random.choice(("USD", "USD", "USD", "EUR")),
        "locale_code": "es_CL",
        "token_value": f"token{order_id}",
        "customer_ip": random.choice((OFFICE, ELSEWHERE, ELSEWHERE, None)),
        "created_at": _local(at),
    }


def _local(at: datetime) -> datetime:
    return at.astimezone(ZONE).replace(tzinfo=None)


def _channels() -> Iterator[Row]:
    for number, code in ((SITE, "WEB"), (BY_PHONE, "PHONE")):
        common = {"default_locale_id": 1, "base_currency_id": 1, "enabled": True}
        yield {"id": number, "code": code, "name": code, **common}
