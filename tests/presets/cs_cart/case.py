"""CS-Cart Multi-Vendor: a year of orders of three vendors, with the parents of shared orders."""

from datetime import datetime
from decimal import Decimal
from random import Random

from tests.presets.case import MOSCOW, PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

PREFIX = "cs_"
ORDINARY_ORDERS = 2_000
ADMINISTRATOR, FIELD = 5, 47
# A is the shop's own status, "handed over"; N is an order that was never placed
SOLD = ("P", "C", "A")
STATUSES = (*SOLD, *SOLD, "O", "F", "D", "B", "I", "N")
DELETED_EVERY = 14


def case() -> PresetCase:
    """Draw the year; the third vendor is not ours to count."""
    random = Random(71)
    orders: list[Row] = []
    fields: list[Row] = []
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=200):
        client_id, written = a_note(random)
        order = _order(number, at, random)
        values = _write(order, written or "", random)
        if number % DELETED_EVERY == 0:
            continue
        orders.append(order)
        fields.extend(_field(number, *value) for value in values)
        if _is_sold(order):
            sales.append(Sale(at, client_id, order["total"]))
    return PresetCase(
        preset="cs-cart",
        server="mariadb",
        orders=f"{PREFIX}orders",
        rows={
            f"{PREFIX}orders": orders,
            f"{PREFIX}profile_fields_data": fields,
            f"{PREFIX}currencies": [_currency("RUB", "Y", 1), _currency("USD", "N", 90)],
            f"{PREFIX}settings_objects": [_setting("timezone", str(MOSCOW)), _setting("theme", "")],
        },
        sales=sales,
        options={
            "prefix": PREFIX,
            "statuses": [*SOLD],
            "companies": [1, 2],
            "profile_field": FIELD,
        },
        detected={"prefix": PREFIX, "time_zone": str(MOSCOW), "currency": "RUB"},
        time_zone=MOSCOW,
    )


def _order(number: int, at: datetime, random: Random) -> Row:
    is_parent = random.randrange(12) == 0
    seconds = int(at.timestamp())
    return {
        "order_id": number,
        "is_parent_order": "Y" if is_parent else "N",
        "parent_order_id": 0 if is_parent else random.choice((0, number - 1)),
        "company_id": random.choice((1, 1, 2, 3)),
        "issuer_id": random.choice((ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, None, 0)),
        "user_id": number % 40,
        "total": Decimal(random.randrange(0, 5_000_000)) / 100,
        "timestamp": seconds,
        "updated_at": seconds + random.randrange(4_000_000),
        "status": random.choice(STATUSES),
        "promotion_ids": a_client_id(random),
        "b_phone": "112-204",
    }


def _write(order: Row, written: str, random: Random) -> list[tuple[str, int, str]]:
    """Write the client ID into a profile field or a note, and another's where it must yield.

    Gives what belongs to the order or a user, the number of the field, and the value.
    """
    place = random.randrange(3)
    is_told = any(character.isdecimal() for character in written)
    other = a_client_id(random) if is_told else ""
    value, details, notes = (
        written if each == place else ("" if each < place else other) for each in range(3)
    )
    order["details"] = details or random.choice(("", None, "осторожно, собака"))
    order["notes"] = notes
    return [("O", FIELD, value), ("O", FIELD + 1, other), ("U", FIELD, a_client_id(random))]


def _field(order: int, kind: str, number: int, value: str) -> Row:
    return {"object_id": order, "object_type": kind, "field_id": number, "value": value}


def _is_sold(order: Row) -> bool:
    return (
        order["status"] in SOLD
        and order["is_parent_order"] == "N"
        and order["issuer_id"] == ADMINISTRATOR
        and order["company_id"] != 3
    )


def _currency(code: str, is_primary: str, coefficient: int) -> Row:
    return {
        "currency_code": code,
        "is_primary": is_primary,
        "coefficient": coefficient,
        "position": 0,
    }


def _setting(name: str, value: str) -> Row:
    return {"name": name, "value": value, "section_id": 2, "section_tab_id": 0}
