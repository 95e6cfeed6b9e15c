"""Shopware 6: a year of orders and versions of orders, their payments, captures and refunds."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import PresetCase, Row
from tests.presets.shopware.states import ORDER_STATES, PAYMENT_STATES, REFUND_STATES, states
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

LIVE = bytes.fromhex("0fa91ce3e96a4bc2be4bd9ce752c3425")
ROUBLE, EURO = bytes.fromhex("b7d2554b0ce847cd82f3ac9bd1c0dfca"), bytes(15) + b"\x02"
NOBODY = bytes(16)
ORDINARY_ORDERS = 1_500
SOLD = frozenset({"open", "in_progress", "completed"})
PAID = frozenset({"paid", "refunded_partially"})

Rows = defaultdict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is drawn of one order before it is written down; ``payments`` are the states of them."""

    id: int
    at: datetime
    state: str
    is_by_employee: bool
    client_id: str | None
    written: str | None
    currency_id: bytes
    factor: Decimal | None
    total: Decimal
    payments: tuple[str, ...]
    refunds: tuple[Decimal, ...]


def case() -> PresetCase:
    """Draw the year; every fifth order is being edited, so that it is there twice."""
    random = Random(37)
    rows: Rows = defaultdict(list)
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1):
        order = _draw(number, at, random)
        in_field = random.randrange(2) == 0
        _write(rows, order, LIVE, in_field)
        if number % 5 == 0:
            _write(rows, order, number.to_bytes(16), in_field)
        sales.extend(_sales(order))
    rows |= states()
    rows["currency"] = [*_currencies()]
    return PresetCase(
        preset="shopware",
        server="mariadb",
        orders="order",
        rows=rows,
        sales=sales,
        options={"client_key": "shop_client"},
        detected={"currency": "RUB"},
    )


def _draw(number: int, at: datetime, random: Random) -> Order:
    client_id, written = a_note(random)
    is_foreign = random.randrange(3) == 0
    total = Decimal(random.randrange(0, 5_000_000)) / 100
    payments = _payments(random)
    part = (total / 3).quantize(Decimal("0.01"))
    refunds: tuple[Decimal, ...] = random.choice(((), (), (part,), (part, total - part)))
    return Order(
        id=number,
        at=at,
        state=random.choice((*sorted(SOLD) * 3, "cancelled")),
        is_by_employee=random.randrange(4) > 0,
        client_id=client_id,
        written=written,
        currency_id=EURO if is_foreign else ROUBLE,
        factor=random.choice((Decimal("0.0108"), Decimal("0.0094"))) if is_foreign else Decimal(1),
        total=total,
        payments=payments,
        refunds=refunds if PAID & {*payments} else (),
    )


def _payments(random: Random) -> tuple[str, ...]:
    """A payment that failed is followed by another one; some orders are paid twice."""
    if random.randrange(3):
        return random.choice(
            (("failed", "paid"), ("paid", "paid"), ("paid",), ("refunded", "paid"))
        )
    return random.choice(tuple((state,) for state in PAYMENT_STATES))


def _sales(order: Order) -> Iterator[Sale]:
    """Shopware knows no cost, so there is no profit."""
    is_paid, is_back = PAID & {*order.payments}, {"refunded", "chargeback"} & {*order.payments}
    if order.state not in SOLD or not order.is_by_employee or not (is_paid or is_back):
        return
    rate = order.factor or Decimal(1)
    refunded = sum(order.refunds, Decimal(0)) if is_paid else order.total
    is_whole = not is_paid or (refunded > 0 and refunded == order.total)
    yield Sale(order.at, order.client_id, order.total / rate, None, 0 if is_whole else 1)
    if refunded:
        yield Sale(order.at, order.client_id, -refunded / rate, None, 0)


def _write(rows: Rows, order: Order, version: bytes, in_field: bool) -> None:
    rows["order"].append(_order_row(order, version, in_field))
    for number, state in enumerate(order.payments):
        payment_id = (order.id * 4 + number).to_bytes(16)
        rows["order_transaction"].append(
            {
                "id": payment_id,
                "version_id": version,
                "order_id": order.id.to_bytes(16),
                "order_version_id": version,
                "state_id": PAYMENT_STATES[state],
                "payment_method_id": NOBODY,
                "amount": json.dumps({"totalPrice": float(order.total)}),
                "created_at": _utc(order.at),
            }
        )
    _write_refunds(rows, order, version)


def _order_row(order: Order, version: bytes, in_field: bool) -> Row:
    random = Random(order.id)
    fields = {"shop_client": order.written} if in_field else {"other": a_client_id(random)}
    empty = random.choice(
        (None, json.dumps({"shop_client": None}), json.dumps({"shop_client": ""}))
    )
    return {
        "id": order.id.to_bytes(16),
        "version_id": version,
        "state_id": ORDER_STATES[order.state],
        "order_number": str(10_000 + order.id),
        "currency_id": order.currency_id,
        "language_id": NOBODY,
        "currency_factor": order.factor and float(order.factor),
        "sales_channel_id": NOBODY,
        "billing_address_id": NOBODY,
        "billing_address_version_id": version,
        "price": json.dumps({"totalPrice": float(order.total), "taxStatus": "gross"}),
        "order_date_time": _utc(order.at),
        "shipping_costs": json.dumps({"totalPrice": 0}),
        "custom_fields": json.dumps(fields) if in_field else empty,
        "campaign_code": a_client_id(random),
        "customer_comment": "Позвонить заранее" if in_field and order.written else order.written,
        "created_by_id": b"\x01" * 16 if order.is_by_employee else None,
        "created_at": _utc(order.at + timedelta(days=1)),
    }


def _write_refunds(rows: Rows, order: Order, version: bytes) -> None:
    """The last payment is captured and given back from; other refunds failed."""
    payment_id = (order.id * 4 + len(order.payments) - 1).to_bytes(16)
    capture = {"id": payment_id, "version_id": version, "state_id": NOBODY, "amount": "{}"}
    capture |= {"order_transaction_id": payment_id, "order_transaction_version_id": version}
    rows["order_transaction_capture"].append(capture | {"created_at": _utc(order.at)})
    done = [(amount, "completed") for amount in order.refunds]
    for number, (amount, state) in enumerate([*done, (order.total, "failed")]):
        rows["order_transaction_capture_refund"].append(
            {
                "id": (order.id * 4 + number).to_bytes(16),
                "version_id": version,
                "capture_id": payment_id,
                "capture_version_id": version,
                "state_id": REFUND_STATES[state],
                "amount": json.dumps({"unitPrice": 1, "totalPrice": float(amount)}),
                "created_at": _utc(order.at + timedelta(days=30)),
            }
        )


def _currencies() -> Iterator[Row]:
    usual = {"symbol": "x", "created_at": datetime(2024, 1, 1)}
    yield {**usual, "id": ROUBLE, "iso_code": "RUB", "factor": 1}
    yield {**usual, "id": EURO, "iso_code": "EUR", "factor": 0.0108}


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=None)
