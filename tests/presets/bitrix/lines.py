"""What orders in Bitrix hold, and what it costs to buy today."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random

from tests.presets.case import Row

ROWS_OF_AN_ORDER = 10
SET, GONE = 40, 999
# some products have no purchasing price, some a price in another currency
PRICES: dict[int, tuple[Decimal | None, str]] = {
    number: (
        None if number % 13 == 0 else Decimal(number * 97) / 100,
        "USD" if number % 17 == 0 else "CLP",
    )
    for number in range(1, SET + 1)
}
CATALOG: list[Row] = [
    {"ID": number, "QUANTITY": 1, "PURCHASING_PRICE": price, "PURCHASING_CURRENCY": currency}
    for number, (price, currency) in PRICES.items()
]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one order, and their cost, None where the price of one is not known."""

    rows: list[Row]
    cost: Decimal | None


def draw_lines(order: int, at: datetime, random: Random) -> Lines:
    """Draw one to three products, at times one of them gone from the catalog, at times a set."""
    rows: list[Row] = []
    costs: list[Decimal | None] = []
    for _ in range(random.randrange(1, 4)):
        product = GONE if random.randrange(30) == 0 else random.randrange(1, SET + 1)
        quantity = random.choice((Decimal(1), Decimal(2), Decimal("1.5"), Decimal("0.375")))
        row = _line(order, len(rows), product, quantity, at)
        rows.append(row)
        costs.append(_cost(product, quantity))
        if product == SET:
            row |= {"TYPE": 1, "SET_PARENT_ID": row["ID"]}
            part = _line(order, len(rows), 5, quantity, at)
            rows.append({**part, "SET_PARENT_ID": row["ID"]})
    known = [cost for cost in costs if cost is not None]
    return Lines(rows, sum(known, Decimal(0)) if len(known) == len(costs) else None)


def _line(order: int, place: int, product: int, quantity: Decimal, at: datetime) -> Row:
    return {
        "ID": order * ROWS_OF_AN_ORDER + place,
        "FUSER_ID": 1,
        "ORDER_ID": order,
        "PRODUCT_ID": product,
        "PRICE": 100,
        "CURRENCY": "CLP",
        "DATE_INSERT": at.replace(tzinfo=None),
        "DATE_UPDATE": at.replace(tzinfo=None),
        "QUANTITY": quantity,
        "LID": "s1",
        "NAME": f"product {product}",
        "DISCOUNT_PRICE": 0,
        "SET_PARENT_ID": None,
        "TYPE": None,
    }


def _cost(product: int, quantity: Decimal) -> Decimal | None:
    price, currency = PRICES.get(product, (None, "CLP"))
    return None if price is None or currency != "CLP" else price * quantity
