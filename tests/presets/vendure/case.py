"""Vendure on PostgreSQL: a year of the staff's drafts among carts and the orders of two sellers."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import PresetCase, Row
from tests.presets.vendure.shop import Order, Shop, an_order
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 800
SOLD = (
    "PaymentAuthorized",
    "PaymentSettled",
    "PartiallyShipped",
    "Shipped",
    "PartiallyDelivered",
    "Delivered",
    "Modifying",
    "ArrangingAdditionalPayment",
)
STATES = (*SOLD, *SOLD, "Cancelled", "AddingItems")


def case() -> PresetCase:
    """Draw the year; half of the client IDs are in the custom field, half in a note."""
    random, shop = Random(47), Shop()
    shop.add("channel", code="__default_channel__", token="1", **_channel("RUB"))
    shop.add("channel", code="outlet", token="2", **_channel("RUB"))
    for at in moments(random, ORDINARY_ORDERS):
        _draw(shop, at, random)
    return PresetCase(
        preset="vendure",
        server="postgresql",
        orders="order",
        rows=shop.rows,
        sales=shop.sales,
        options={"client_field": "customFieldsClientid"},
        detected={"currency": "RUB", "client_field": "customFieldsClientid"},
    )


def _channel(currency: str) -> Row:
    return {
        "defaultLanguageCode": "ru",
        "defaultCurrencyCode": currency,
        "pricesIncludeTax": True,
    }


def _draw(shop: Shop, at: datetime, random: Random) -> None:
    client_id, written = a_note(random)
    order = an_order(at, random.choice(STATES), random)
    in_field = random.randrange(2) == 0
    number = shop.write(order, written if in_field else random.choice((None, "", "  ")))
    if is_blank := not (written or "").strip():
        client_id = None
    _write_notes(shop, number, at, "" if in_field or is_blank else f"{written}")
    if order.is_draft:
        shop.passed(number, "Created", "Draft", at)
        shop.passed(number, "Draft", "ArrangingPayment", at)
    shop.passed(number, "ArrangingPayment", order.state, at)
    if order.kind == "Aggregate":
        _split(shop, order, number)
    kept = _pay(shop, number, order, random)
    if order.is_draft and order.state in SOLD and order.currency == "RUB":
        shop.sales.append(_sale(order, client_id, kept))


def _write_notes(shop: Shop, order: int, at: datetime, written: str) -> None:
    """Of the notes with a digit the newest counts; a note may speak of drafts."""
    if any(map(str.isdecimal, written)):
        shop.noted(order, at + timedelta(hours=1), _note("прежний 112-204"))
    shop.noted(order, at + timedelta(hours=2), _note(written))
    shop.noted(order, at + timedelta(hours=3), _note('"Draft": дозвонились'))


def _note(text: str) -> str:
    return json.dumps({"note": text}, ensure_ascii=False)


def _split(shop: Shop, order: Order, number: int) -> None:
    for part in (order.amount // 2, order.amount - order.amount // 2):
        sold_by = shop.write(order.part(part), "587-963", aggregateOrderId=number)
        shop.passed(sold_by, "Draft", order.state, order.at)


def _pay(shop: Shop, number: int, order: Order, random: Random) -> int | None:
    """Give what is left of the payment where some of it went back."""
    paid = order.amount + order.cancelled
    shop.paid(number, order.amount, "Declined")
    payment = shop.paid(number, paid, "Settled")
    back = [order.cancelled] if order.cancelled else []
    back += random.choice(
        ([], [], [], [order.amount // 3], [order.amount // 2] * 2, [order.amount])
    )
    for amount in back:
        shop.refunded(payment, amount, random.choice(("Pending", "Settled")), order.at)
    shop.refunded(payment, 7, "Failed", order.at)
    return paid - sum(back) if back else None


def _sale(order: Order, client_id: str | None, kept: int | None) -> Sale:
    money = order.amount if kept is None else min(order.amount, kept)
    is_gone = kept is not None and money <= 0 and order.amount + order.cancelled > 0
    return Sale(order.at, client_id, Decimal(money) / 100, count=0 if is_gone else 1)
