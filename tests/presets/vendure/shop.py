"""A Vendure shop: its rows by table, in the order they may be written, and its true sales."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.presets.case import Row
from tests.real_shops.operators import a_client_id
from tests.real_shops.truth import Sale


@dataclass(frozen=True, slots=True)
class Order:
    """What is drawn of one order; ``cancelled`` was taken off its ``amount``, in kopecks."""

    at: datetime
    state: str
    kind: str
    is_draft: bool
    currency: str
    amount: int
    shipping: int
    cancelled: int

    def part(self, amount: int) -> "Order":
        """Give one seller's part of an order."""
        return replace(self, kind="Seller", amount=amount, shipping=0)


def an_order(at: datetime, state: str, random: Random) -> Order:
    """Draw an order; the staff made most of them."""
    return Order(
        at=at,
        state=state,
        kind=random.choice(("Regular",) * 7 + ("Aggregate",)),
        is_draft=random.randrange(4) > 0,
        currency=random.choice(("RUB",) * 9 + ("USD",)),
        amount=random.randrange(30_000, 9_000_000),
        shipping=random.choice((0, 29_900)),
        cancelled=random.choice((0, 0, 0, 0, 12_345)),
    )


def _tables() -> dict[str, list[Row]]:
    return {name: [] for name in ("channel", "order", "payment", "refund", "history_entry")}


@dataclass(frozen=True, slots=True)
class Shop:
    """What was drawn so far."""

    rows: dict[str, list[Row]] = field(default_factory=_tables)
    sales: list[Sale] = field(default_factory=list)

    def add(self, table: str, **columns: Any) -> int:
        """Write a row; return its number."""
        number = len(self.rows[table]) + 1
        self.rows[table].append({"id": number, **columns})
        return number

    def write(self, order: Order, client_id: str | None, **columns: Any) -> int:
        """Write an order; a cart was never placed."""
        at = order.at.replace(tzinfo=None)
        return self.add(
            "order",
            createdAt=at - timedelta(days=2),
            type=order.kind,
            code=f"ORDER{len(self.rows['order'])}",
            state=order.state,
            active=order.state == "AddingItems",
            orderPlacedAt=None if order.state == "AddingItems" else at,
            couponCodes=a_client_id(Random(order.amount)),
            shippingAddress="{}",
            billingAddress="{}",
            currencyCode=order.currency,
            subTotal=(order.amount - order.shipping) * 5 // 6,
            subTotalWithTax=order.amount - order.shipping,
            shipping=order.shipping * 5 // 6,
            shippingWithTax=order.shipping,
            customFieldsClientid=client_id,
            **columns,
        )

    def noted(self, order: int, at: datetime, note: str) -> None:
        """Write a note on an order."""
        self._happened(order, at, "ORDER_NOTE", note)

    def passed(self, order: int, before: str, after: str, at: datetime) -> None:
        """Write that an order passed from one state to another."""
        step = json.dumps({"from": before, "to": after}, separators=(",", ":"))
        self._happened(order, at, "ORDER_STATE_TRANSITION", step)

    def paid(self, order: int, amount: int, state: str) -> int:
        """Write a payment; return its number."""
        return self.add(
            "payment", orderId=order, amount=amount, state=state, method="cash", metadata="{}"
        )

    def refunded(self, payment: int, amount: int, state: str, at: datetime) -> None:
        """Write that money of a payment went back weeks later."""
        self.add(
            "refund",
            createdAt=at.replace(tzinfo=None) + timedelta(days=20),
            items=amount,
            shipping=0,
            adjustment=0,
            total=amount,
            method="cash",
            state=state,
            metadata="{}",
            paymentId=payment,
        )

    def _happened(self, order: int, at: datetime, kind: str, written: str) -> None:
        self.add(
            "history_entry",
            createdAt=at.replace(tzinfo=None),
            type=kind,
            isPublic=False,
            data=written,
            discriminator="order-history-entry",
            orderId=order,
        )
