"""How orders in Bitrix are paid, and what is given back of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import Row

HALF = Decimal("0.5")

Payment = tuple[Decimal, str, str]


def draw_payments(
    order: int, price: Decimal, currency: str, at: datetime, random: Random
) -> tuple[list[Row], Decimal]:
    """Draw the payments of an order, and the money that went back to the buyer."""
    half = (price * HALF).quantize(Decimal("0.0001"))
    ways: Sequence[tuple[list[Payment], Decimal]] = (
        ([], Decimal(0)),
        ([(price, "Y", "N")], Decimal(0)),
        # two payments, one of them returned: to the buyer's account (Y) or by the bank (P)
        ([(half, "Y", "N"), (price - half, "N", "Y")], price - half),
        ([(half, "N", "P"), (price - half, "Y", "N")], half),
        # all of it returned, in one payment or in two
        ([(price, "N", "Y")], price),
        ([(half, "N", "Y"), (price - half, "Y", "P")], price),
        # paid by the wrong card, returned, and paid again
        ([(price, "N", "P"), (price, "Y", "N")], Decimal(0)),
        # the order became smaller, the first payment went back whole
        ([(price + 100, "N", "Y"), (price, "Y", "N")], Decimal(0)),
        # a part was returned while the rest is still to be paid
        ([(half, "N", "Y"), (price - half, "N", "N")], half),
    )
    usual = random.randrange(3) > 0
    payments, returned = ways[random.randrange(2)] if usual else random.choice(ways)
    day = (at + timedelta(days=40)).date()
    rows = [
        {
            "ORDER_ID": order,
            "ACCOUNT_NUMBER": f"{order}/{number}",
            "PAID": paid,
            "PAY_SYSTEM_ID": 1,
            "PAY_SYSTEM_NAME": "cash",
            "SUM": amount,
            "CURRENCY": currency,
            "IS_RETURN": is_return,
            "PAY_RETURN_DATE": None if is_return == "N" else day,
        }
        for number, (amount, paid, is_return) in enumerate(payments, start=1)
    ]
    return rows, returned
