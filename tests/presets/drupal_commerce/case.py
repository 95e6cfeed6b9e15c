"""Drupal Commerce: a year of orders of three stores, with carts that wait for weeks and refunds."""

from datetime import datetime
from decimal import Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
CURRENCY = "CLP"
PREFIX = "web_"
ORDINARY_ORDERS = 1_500
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.20"
STATES = ("completed", "completed", "fulfillment", "packed", "validation", "draft", "canceled")
SOLD = ("completed", "fulfillment", "packed")
DAY_SECONDS = 86_400


def case() -> PresetCase:
    """Draw the year; the numbers of the orders are those of their carts, in another order."""
    random = Random(317)
    tables: dict[str, list[Row]] = {"": [], "__field_client_id": []}
    payments: list[Row] = []
    sales: list[Sale] = []
    times = moments(random, ORDINARY_ORDERS)
    numbers = random.sample(range(1, 2 * len(times)), len(times))
    for number, at in zip(numbers, times, strict=True):
        client_id, written = a_note(random)
        order = _order(number, at, random)
        paid = _payments(order, random)
        tables[""].append(order)
        tables["__field_client_id"] += _values(number, written, random)
        payments += paid
        if is_sale(order):
            sales.append(_sale(at, client_id, order, paid))
    return PresetCase(
        preset="drupal-commerce",
        server="mariadb",
        orders=f"{PREFIX}commerce_order",
        rows={
            **{f"{PREFIX}commerce_order{name}": rows for name, rows in tables.items()},
            f"{PREFIX}commerce_payment": payments,
            f"{PREFIX}commerce_store_field_data": [_store(1, CURRENCY), _store(2, "EUR")],
        },
        sales=sales,
        options={
            "prefix": PREFIX,
            "states": [*SOLD],
            "stores": [1, 2],
            "office_ips": [OFFICE],
        },
        detected={
            "prefix": PREFIX,
            "client_field": "field_client_id",
            "time_zone": str(ZONE),
            "currency": CURRENCY,
        },
        time_zone=ZONE,
        currency=CURRENCY,
    )


def is_sale(order: Row) -> bool:
    """Tell whether an order was sold by the office in the shop's currency."""
    return (
        order["state"] in SOLD
        and order["placed"] is not None
        and order["store_id"] != 3
        and order["ip_address"] == OFFICE
        and order["total_price__currency_code"] == CURRENCY
    )


def _sale(at: datetime, client_id: str | None, order: Row, paid: list[Row]) -> Sale:
    total = order["total_price__number"]
    refunded = sum((row["refunded_amount__number"] or Decimal(0) for row in paid), Decimal(0))
    is_given_back = refunded > 0 and refunded >= total
    return Sale(at, client_id, total - refunded, count=0 if is_given_back else 1)


def _order(number: int, at: datetime, random: Random) -> Row:
    seconds, state = int(at.timestamp()), random.choice(STATES)
    is_cart = state == "draft"
    return {
        "order_id": number,
        "type": random.choice(("default", "default", "phone")),
        "uuid": str(UUID(int=random.getrandbits(128))),
        "order_number": None if is_cart else a_client_id(random),
        "store_id": random.randrange(1, 4),
        "ip_address": random.choice((OFFICE, OFFICE, ELSEWHERE)),
        "total_price__number": Decimal(random.randrange(0, 50_000_000)) / 1_000,
        "total_price__currency_code": random.choice((CURRENCY, CURRENCY, CURRENCY, "USD")),
        "state": state,
        "created": seconds - random.randrange(40 * DAY_SECONDS),
        "changed": seconds + random.randrange(40 * DAY_SECONDS),
        "placed": None if is_cart else seconds,
        "completed": seconds if state == "completed" else None,
        "cart": int(is_cart),
    }


def _payments(order: Row, random: Random) -> list[Row]:
    """Give no payment, one, or one in two parts; some were given back, wholly or in part, later."""
    total, parts = order["total_price__number"], random.choice((0, 1, 1, 2))
    kept = random.choice((None, None, None, Decimal(0), Decimal("0.5"), Decimal(1)))
    return [
        {
            "type": "payment_manual",
            "uuid": str(UUID(int=random.getrandbits(128))),
            "order_id": order["order_id"],
            "amount__number": total / parts,
            "amount__currency_code": order["total_price__currency_code"],
            "refunded_amount__number": None if kept is None else total / parts * kept,
            "refunded_amount__currency_code": order["total_price__currency_code"],
            "state": "completed" if not kept else "refunded",
        }
        for _ in range(parts)
    ]


def _values(number: int, written: str | None, random: Random) -> list[Row]:
    """Give the field's values: a second one at times, and one that a deleted field left behind."""
    rows = [] if written is None else [_value(number, 0, 1, written)]
    if written and written.strip() and number % 5 == 0:
        rows.append(_value(number, 0, 2, a_client_id(random)))
    if number % 7 == 0:
        rows.append(_value(number, 1, 0, a_client_id(random)))
    return rows


def _value(number: int, deleted: int, delta: int, value: str) -> Row:
    return {
        "bundle": "default",
        "deleted": deleted,
        "entity_id": number,
        "revision_id": number,
        "langcode": "und",
        "delta": delta,
        "field_client_id_value": value,
    }


def _store(number: int, currency: str) -> Row:
    return {
        "store_id": number,
        "type": "online",
        "langcode": "ru",
        "name": f"Магазин {number}",
        "mail": "shop@example.com",
        "default_currency": currency,
        "timezone": str(ZONE) if number == 1 else "Europe/Berlin",
        "is_default": int(number == 1),
        "default_langcode": 1,
    }
