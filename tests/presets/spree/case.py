"""Solidus on PostgreSQL: a year of the staff's orders among carts and the customers' own."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 1_500
SOLD = frozenset({"complete", "resumed", "awaiting_return", "returned"})
STATES = ("complete",) * 6 + ("resumed", "awaiting_return", "returned", "canceled", "payment")
# who it is for, who made it: the staff (1 and 2) for a customer or a guest; a customer; nobody
BY_STAFF = ((41, 1), (42, 2), (None, 1), (1, 2))
BY_CUSTOMERS = ((41, 41), (41, None), (None, None))
STORES = (1, 2)


def case() -> PresetCase:
    """Draw the year of two stores, of which the shop's file wants the first."""
    random = Random(41)
    rows: dict[str, list[Row]] = {
        "spree_stores": [{"id": store, "default_currency": "RUB"} for store in STORES],
        "spree_orders": [],
        "spree_line_items": [],
        "spree_payments": [],
        "spree_refunds": [],
    }
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1):
        client_id, written = a_note(random)
        order = _order(number, at, written, random)
        lines = [_line(order, random) for _ in range(random.randrange(1, 3))]
        refunds = _refunds(order, random)
        rows["spree_orders"].append(order)
        rows["spree_line_items"] += lines
        rows["spree_payments"] += [_payment(order, 2 * number), _payment(order, 2 * number + 1)]
        rows["spree_refunds"] += refunds
        if is_sale(order):
            sales.append(_sale(at, client_id, order, lines, refunds))
    return PresetCase(
        preset="spree",
        server="postgresql",
        orders="spree_orders",
        rows=rows,
        sales=sales,
        options={"stores": [1]},
        detected={"currency": "RUB", "client_field": "special_instructions"},
    )


def is_sale(order: Row) -> bool:
    """Tell whether an order is one that the staff sold in the first store, in roubles."""
    return (
        is_placed(order)
        and order["created_by_id"] is not None
        and order["created_by_id"] != order["user_id"]
    )


def is_placed(order: Row) -> bool:
    """Tell whether an order was placed in the first store, in roubles, and not cancelled."""
    return (
        order["completed_at"] is not None
        and order["state"] in SOLD
        and (order["store_id"], order["currency"]) == (1, "RUB")
    )


def _order(number: int, at: datetime, written: str | None, random: Random) -> Row:
    user, maker = random.choice((*BY_STAFF, *BY_STAFF, *BY_CUSTOMERS))
    state = random.choice(STATES)
    naive = at.replace(tzinfo=None)
    return {
        "id": number,
        "number": f"R{number:09}",
        "total": Decimal(random.randrange(0, 9_000_000)) / 100,
        "state": state,
        "user_id": user,
        "created_by_id": maker,
        # a cart that waits for its payment was never completed; an old one is cancelled later
        "completed_at": None if state == "payment" else naive,
        "canceled_at": naive + timedelta(days=9) if state == "canceled" else None,
        "payment_state": random.choice(("paid", "paid", "balance_due", "credit_owed")),
        "special_instructions": written,
        "currency": random.choice(("RUB",) * 9 + ("USD",)),
        "channel": random.choice(("spree", "spree", "phone")),
        "store_id": random.choice((1, 1, 1, 1, 2)),
        "created_at": naive - timedelta(hours=1),
        "updated_at": naive + timedelta(days=30),
    }


def _line(order: Row, random: Random) -> Row:
    cost = None if random.randrange(9) == 0 else Decimal(random.randrange(0, 500_000)) / 100
    return {
        "order_id": order["id"],
        "quantity": random.randrange(1, 4),
        "price": Decimal("10.00"),
        "cost_price": cost,
        "currency": order["currency"],
    }


def _payment(order: Row, number: int) -> Row:
    """The first try failed, the second did not: two payments of one order."""
    return {
        "id": number,
        "order_id": order["id"],
        "amount": order["total"],
        "state": "completed" if number % 2 else "failed",
        "created_at": order["created_at"],
    }


def _refunds(order: Row, random: Random) -> list[Row]:
    """Some are refunded weeks later: in part, in two parts, or whole."""
    part = (order["total"] / 3).quantize(Decimal("0.01"))
    amounts = random.choice(((),) * 5 + ((part,), (part, part), (part, order["total"] - part)))
    return [
        {
            "payment_id": 2 * order["id"] + 1,
            "amount": amount,
            "created_at": order["created_at"] + timedelta(days=20 + number),
        }
        for number, amount in enumerate(amounts)
    ]


def _sale(
    at: datetime, client_id: str | None, order: Row, lines: list[Row], refunds: list[Row]
) -> Sale:
    given_back = sum((refund["amount"] for refund in refunds), Decimal(0))
    if given_back and given_back >= order["total"]:
        return Sale(at, client_id, order["total"] - given_back, count=0)
    costs = [line["cost_price"] and line["cost_price"] * line["quantity"] for line in lines]
    cost = None if None in costs else sum(costs)
    return Sale(at, client_id, order["total"] - given_back, cost)
