"""OpenCart 3 with its MyISAM tables: a year of orders of two stores, with its own statuses."""

import json
from datetime import datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
PREFIX = "shop_"
ORDINARY_ORDERS = 1_500
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.20"
# the shop's own status 17, "handed over"; 0 was never placed, 7 cancelled, 11 refunded
SOLD = (5, 3, 17)
STATUSES = (*SOLD, *SOLD, 0, 1, 2, 7, 11, 13, 16)
CUSTOM_FIELD = 4
DELETED_EVERY = 9

SETTINGS = {
    "config_timezone": str(ZONE),
    "config_currency": "CLP",
    "config_complete_status": json.dumps([str(status) for status in SOLD]),
}


def case() -> PresetCase:
    """Draw the year: half of the client IDs are in a custom field, half in the comment."""
    random = Random(23)
    orders: list[Row] = []
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1_000):
        client_id, written = a_note(random)
        order = _order(number, at, written or "", random)
        if number % DELETED_EVERY == 0:
            continue
        orders.append(order)
        if order["order_status_id"] in SOLD and order["ip"] == OFFICE and order["store_id"] != 2:
            sales.append(Sale(at, client_id, order["total"]))
    return PresetCase(
        preset="opencart",
        server="mariadb",
        orders=f"{PREFIX}order",
        rows={
            f"{PREFIX}order": orders,
            f"{PREFIX}order_status": [_status(number) for number in sorted({*STATUSES})],
            f"{PREFIX}order_history": [_history(order, random) for order in orders],
            f"{PREFIX}return": [_return(order) for order in orders[::20]],
            f"{PREFIX}setting": _settings(0, SETTINGS) + _settings(2, {"config_currency": "EUR"}),
        },
        sales=sales,
        options={
            "prefix": PREFIX,
            "statuses": [*SOLD],
            "stores": [0, 1],
            "office_ips": [OFFICE],
            "custom_field": CUSTOM_FIELD,
        },
        detected={
            "prefix": PREFIX,
            "statuses": SOLD,
            "time_zone": str(ZONE),
            "currency": "CLP",
        },
        time_zone=ZONE,
        currency="CLP",
    )


def _order(number: int, at: datetime, written: str, random: Random) -> Row:
    in_field = random.randrange(2) == 0
    field = {str(CUSTOM_FIELD): written} if in_field else {"1": a_client_id(random)}
    local = at.astimezone(ZONE).replace(tzinfo=None)
    return {
        "order_id": number,
        "store_id": random.randrange(3),
        "custom_field": random.choice((json.dumps(field), _shown(field))),
        "comment": random.choice(("", "осторожно, собака")) if in_field and written else written,
        "total": Decimal(random.randrange(0, 50_000_000)) / 10_000,
        "order_status_id": random.choice(STATUSES),
        "currency_code": random.choice(("CLP", "USD")),
        "currency_value": random.choice((Decimal(1), Decimal("0.00105"))),
        "tracking": a_client_id(random),
        "ip": random.choice((OFFICE, OFFICE, ELSEWHERE)),
        "date_added": local,
        "date_modified": local,
    }


def _shown(field: dict[str, str]) -> str:
    return json.dumps(field, ensure_ascii=False)


def _status(number: int) -> Row:
    return {"order_status_id": number or 18, "language_id": 1, "name": f"status {number}"}


def _history(order: Row, random: Random) -> Row:
    """The comments of the history are not read: without an index they could not be."""
    return {
        "order_id": order["order_id"],
        "order_status_id": order["order_status_id"],
        "comment": a_client_id(random),
        "date_added": order["date_added"],
    }


def _return(order: Row) -> Row:
    """A return knows quantities, no money."""
    return {
        "order_id": order["order_id"],
        "product_id": 1,
        "quantity": 1,
        "return_reason_id": 1,
        "return_action_id": 1,
        "return_status_id": 3,
        "date_ordered": order["date_added"],
        "date_added": order["date_added"],
        "date_modified": order["date_added"],
    }


def _settings(store: int, values: dict[str, str]) -> list[Row]:
    return [
        {"store_id": store, "code": "config", "key": key, "value": value, "serialized": 0}
        for key, value in values.items()
    ]
