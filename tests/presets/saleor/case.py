"""Saleor: a year of drafts that the staff completed, or did not, among the site's own orders."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 1_500
SOLD = ("unfulfilled", "partially fulfilled", "fulfilled", "partially_returned", "returned")
STATUSES = (*SOLD, *SOLD, "draft", "unconfirmed", "canceled", "expired")
ORIGINS = ("draft",) * 6 + ("checkout", "checkout", "reissue", "bulk_create")
CLIENT_KEY = "visitor"
NOT_WRITTEN: tuple[Row, ...] = ({}, {CLIENT_KEY: ""}, {CLIENT_KEY: None})
TENTH_OF_A_CENT = Decimal("0.001")
AMOUNTS = (
    "shipping_price_net",
    "shipping_price_gross",
    "base_shipping_price",
    "undiscounted_base_shipping_price",
    "total_net",
    "undiscounted_total_net",
    "undiscounted_total_gross",
    "total_charged",
    "total_authorized",
    "subtotal_net",
    "subtotal_gross",
)
NO_AMOUNTS = {f"{name}_amount": Decimal(0) for name in AMOUNTS}
USUAL = {
    **NO_AMOUNTS,
    "use_old_id": False,
    "authorize_status": "none",
    "language_code": "ru",
    "user_email": "customer@example.com",
    "checkout_token": "",
    "display_gross_prices": True,
    "weight": 0.0,
    "search_document": "",
    "should_refresh_prices": False,
    "tax_exemption": False,
}


def case() -> PresetCase:
    """Draw the year of three channels; the one in dollars was closed in the end."""
    random = Random(43)
    orders: list[Row] = []
    refunds: list[Row] = []
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1):
        client_id, written = a_note(random)
        order = _order(number, at, written or "", random)
        given_back = _refunds(order, random)
        orders.append(order)
        refunds += given_back
        if _is_sale(order):
            sales.append(_sale(at, client_id, order, given_back))
    return PresetCase(
        preset="saleor",
        server="postgresql",
        orders="order_order",
        rows={
            "channel_channel": [_channel(1, "RUB"), _channel(2, "RUB"), _channel(3, "USD")],
            "order_order": orders,
            "order_ordergrantedrefund": refunds,
        },
        sales=sales,
        options={"client_key": CLIENT_KEY, "channels": [1, 3]},
        detected={"currency": "RUB"},
    )


def _is_sale(order: Row) -> bool:
    return (
        order["status"] in SOLD
        and order["origin"] == "draft"
        and (order["channel_id"], order["currency"]) == (1, "RUB")
    )


def _channel(number: int, currency: str) -> Row:
    return {
        "id": number,
        "name": f"channel {number}",
        "slug": f"channel-{number}",
        "is_active": currency == "RUB",
        "currency_code": currency,
        "default_country": "RU",
    }


def _order(number: int, at: datetime, written: str, random: Random) -> Row:
    channel = random.choice((1, 1, 1, 1, 2, 3))
    place = random.choice(("metadata", "private_metadata", "customer_note"))
    metadata = {CLIENT_KEY: written} if place == "metadata" else {"order_source": "shop"}
    if place == "customer_note":
        metadata = random.choice(NOT_WRITTEN)
    elif not written:
        place = "nowhere"
    return {
        **USUAL,
        "id": UUID(int=random.getrandbits(128)),
        "number": number,
        "created_at": at,
        "updated_at": at + timedelta(days=3),
        "status": random.choice(STATUSES),
        "charge_status": random.choice(("full", "none", "partial", "overcharged")),
        "origin": random.choice(ORIGINS),
        "currency": "USD" if channel == 3 else "RUB",
        "channel_id": channel,
        "total_gross_amount": Decimal(random.randrange(0, 90_000_000)) / 1_000,
        # the site's own client ID, and a voucher that looks like one
        "tracking_client_id": a_client_id(random),
        "voucher_code": a_client_id(random),
        "customer_note": written if place == "customer_note" else "осторожно, 2 собаки",
        "metadata": metadata,
        "private_metadata": {CLIENT_KEY: written} if place == "private_metadata" else {},
    }


def _refunds(order: Row, random: Random) -> list[Row]:
    """Some are refunded weeks later: in part, whole in two parts, or in vain."""
    part = (order["total_gross_amount"] / 3).quantize(TENTH_OF_A_CENT)
    rest = order["total_gross_amount"] - part
    amounts = random.choice(
        ((),) * 5
        + (((part, "success"),), ((part, "none"), (rest, "pending")), ((rest, "failure"),))
    )
    return [
        {
            "created_at": order["created_at"] + timedelta(days=20 + number),
            "updated_at": order["created_at"] + timedelta(days=21 + number),
            "amount_value": amount,
            "currency": order["currency"],
            "reason": a_client_id(random),
            "order_id": order["id"],
            "shipping_costs_included": False,
            "status": status,
        }
        for number, (amount, status) in enumerate(amounts)
    ]


def _sale(at: datetime, client_id: str | None, order: Row, refunds: list[Row]) -> Sale:
    went_back = (row["amount_value"] for row in refunds if row["status"] != "failure")
    given_back = sum(went_back, Decimal(0))
    is_whole = bool(given_back) and given_back >= order["total_gross_amount"]
    return Sale(at, client_id, order["total_gross_amount"] - given_back, count=0 if is_whole else 1)
