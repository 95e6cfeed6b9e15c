"""What hangs on an order in PrestaShop: its lines, its credit slips, and notes about it."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import Row
from tests.real_shops.operators import a_client_id

MANUAL = "Manual order -- Employee: I. Ivanova"


def write_note(order: Row, written: str, random: Random) -> tuple[list[Row], list[Row], list[Row]]:
    """Write the client ID into one of three places, and another's into a place that yields to it.

    Gives the messages, the threads and the messages of threads.
    """
    place = random.randrange(3)
    is_told = any(character.isdecimal() for character in written)
    other = a_client_id(random) if is_told else ""
    note, message, answer = (
        written if each == place else ("" if each < place else other) for each in range(3)
    )
    order["note"] = note or random.choice(("", None, "осторожно, собака"))
    number, at = order["id_order"], order["date_add"]
    messages = [
        {"id_customer": 1, "id_order": number, "message": text, "date_add": at}
        for text in (MANUAL, message)
    ]
    usual = {"date_add": at, "date_upd": at}
    thread = {"id_customer_thread": number, "id_order": number, "id_lang": 1, "id_contact": 0}
    answers = [
        {**usual, "id_customer_thread": number, "message": text}
        for text in ("Thank you!", answer, other)
    ]
    return messages, [{**usual, **thread, "email": "a@example.com"}], answers


def draw_lines(order: int, random: Random) -> tuple[list[Row], Decimal | None]:
    """Draw one to three lines; a supplier's price of 0 gives way to the wholesale price."""
    rows: list[Row] = []
    costs: list[Decimal] = []
    for _ in range(random.randrange(1, 4)):
        supplier, wholesale = (
            random.choice((Decimal(0), price, price, price, price))
            for price in (Decimal("123.456789"), Decimal("99.995"))
        )
        quantity = random.randrange(1, 5)
        costs.append((supplier or wholesale) * quantity)
        rows.append(
            {
                "id_order": order,
                "id_shop": 1,
                "product_id": random.randrange(1, 50),
                "product_name": "a product",
                "product_quantity": quantity,
                "product_quantity_refunded": random.randrange(2),
                "purchase_supplier_price": supplier,
                "original_wholesale_price": wholesale,
            }
        )
    return rows, sum(costs, Decimal(0)) if all(costs) else None


def draw_slips(order: Row, random: Random) -> tuple[list[Row], Decimal]:
    """Give back nothing, a part, in two parts, or all of it; the rate has changed since."""
    total = order["total_paid_tax_incl"]
    part = (total / 3).quantize(Decimal("0.000001"))
    amounts = random.choice(((),) * 8 + ((part,), (part, part), (total,), (part, total - part)))
    return [_slip(order, amount, random) for amount in amounts], sum(amounts, Decimal(0))


def _slip(order: Row, amount: Decimal, random: Random) -> Row:
    shipping = min(amount, Decimal(1))
    is_old = random.randrange(3) == 0
    later = order["date_add"] + timedelta(days=random.randrange(90))
    return {
        "conversion_rate": order["conversion_rate"] * 2,
        "id_customer": 1,
        "id_order": order["id_order"],
        "total_products_tax_excl": 0,
        "total_products_tax_incl": None if is_old else amount - shipping,
        "total_shipping_tax_excl": 0,
        "total_shipping_tax_incl": 0 if is_old else shipping,
        "amount": amount - shipping if is_old else Decimal(5),
        "shipping_cost_amount": shipping if is_old else Decimal(5),
        "partial": 1,
        "date_add": later,
        "date_upd": later,
    }
