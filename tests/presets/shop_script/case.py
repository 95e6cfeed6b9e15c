"""Shop-Script: a year of orders from the site, the back office and a cash desk."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import MOSCOW, PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 2_000
PARAM = "visitor"
OURS = ("backend:", "pos:3")
CHANNELS = (*OURS, *OURS, "storefront:shop.example", "buy_button:", "other:", None)
STATES = ("new", "processing", "paid", "shipped", "completed", "pos", "refunded", "deleted")
RATES = {"RUB": Decimal(1), "USD": Decimal("91.23456789")}
DELETED_EVERY = 15


def case() -> PresetCase:
    """Draw the year; a partial refund has lowered the order itself, and the log repeats it."""
    random = Random(83)
    orders: list[Row] = []
    items: list[Row] = []
    params: list[Row] = []
    refunds: list[Row] = []
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=300):
        client_id, written = a_note(random)
        order = _order(number, at, random)
        values = _write(order, written or "", random)
        channel = random.choice(CHANNELS)
        lines, cost = _items(number, random)
        if number % DELETED_EVERY == 0:
            continue
        orders.append(order)
        items.extend(lines)
        params.extend(_param(number, name, value) for name, value in values.items())
        if channel is not None:
            params.append(_param(number, "sales_channel", channel))
        if random.randrange(9) == 0:
            refunds.append({**_param(number, "refund_amount", "100.5"), "log_id": number})
        if channel in OURS and _is_sold(order):
            rate = order["rate"]
            known = None if cost is None else cost * rate
            sales.append(Sale(at, client_id, order["total"] * rate, known))
    settings = (("shop", "currency", "RUB"), ("other", "currency", "EUR"))
    return PresetCase(
        preset="shop-script",
        server="mariadb",
        orders="shop_order",
        rows={
            "shop_order": orders,
            "shop_order_items": items,
            "shop_order_params": params,
            "shop_order_log_params": refunds,
            "wa_app_settings": [
                {"app_id": app, "name": name, "value": value} for app, name, value in settings
            ],
        },
        sales=sales,
        options={"client_param": PARAM},
        detected={"currency": "RUB"},
        time_zone=MOSCOW,
    )


def _order(number: int, at: datetime, random: Random) -> Row:
    local = at.astimezone(MOSCOW).replace(tzinfo=None)
    currency = random.choice(("RUB", "RUB", "USD"))
    paid = local.date() + timedelta(random.randrange(9)) if random.randrange(4) else None
    return {
        "id": number,
        "contact_id": number % 60,
        "create_datetime": local,
        "update_datetime": local,
        "state_id": random.choice(STATES),
        "total": Decimal(random.randrange(0, 50_000_000)) / 10_000,
        "currency": currency,
        "rate": RATES[currency],
        "paid_date": paid,
    }


def _write(order: Row, written: str, random: Random) -> dict[str, str]:
    """Write the note into a parameter, and another client's into the comment; or there alone."""
    other = {"utm_term": a_client_id(random), "coupon_id": "112204"}
    if random.randrange(2):
        order["comment"] = written
        return other | ({PARAM: ""} if random.randrange(2) else {})
    order["comment"] = a_client_id(random) if written.strip() else ""
    return other | {PARAM: written}


def _param(order: int, name: str, value: str) -> Row:
    return {"order_id": order, "name": name, "value": value}


def _items(order: int, random: Random) -> tuple[list[Row], Decimal | None]:
    """Draw one to three products, at times one without a purchase price, and a service."""
    rows: list[Row] = []
    costs: list[Decimal] = []
    for _ in range(random.randrange(1, 4)):
        price = random.choice((Decimal(0), *[Decimal("12.3456")] * 4, *[Decimal("250.5")] * 4))
        quantity = random.choice((Decimal(1), Decimal(3), Decimal("0.375")))
        rows.append(_item(order, "product", price, quantity))
        costs.append(price * quantity)
    rows.append(_item(order, "service", Decimal(0), Decimal(1)))
    return rows, sum(costs, Decimal(0)) if all(costs) else None


def _item(order: int, kind: str, price: Decimal, quantity: Decimal) -> Row:
    return {
        "order_id": order,
        "name": kind,
        "product_id": 1,
        "sku_id": 1,
        "type": kind,
        "price": 100,
        "quantity": quantity,
        "purchase_price": price,
    }


def _is_sold(order: Row) -> bool:
    return order["paid_date"] is not None and order["state_id"] not in ("refunded", "deleted")
