"""An Odoo company of one year: orders by phone and on its site, and the receipts of its till."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection

from tests.presets.case import FOLDER, write
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_note
from tests.real_shops.truth import Sale

TABLES = FOLDER / "odoo" / "tables.sql"
PHONE_SELECT = Path(__file__).with_name("odoo_phone.sql")
TILL_SELECT = Path(__file__).with_name("odoo_till.sql")

ORDINARY_ORDERS = 3_000
ORDER_STATES = ("sale", "sale", "sale", "done", "draft", "sent", "cancel")
RECEIPT_STATES = ("paid", "done", "done", "invoiced", "draft", "cancel")
SOLD = frozenset({"sale", "done"})
RECEIVED = frozenset({"paid", "done", "invoiced"})
RATES = (Decimal(1), Decimal(1), Decimal("0.010753"), Decimal("1.083712"))

Row = dict[str, Any]


@dataclass(slots=True)
class Shop:
    """Rows by table, in the order in which they may be written, and the sales to be shown."""

    orders: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is drawn of one receipt before it is written down; ``cost`` None is not computed."""

    at: datetime
    state: str
    client_id: str | None
    note: str | None
    rate: Decimal
    total: Decimal
    cost: Decimal | None


def a_year(seed: int = 17) -> Shop:
    """Draw the company; the same seed gives the same company."""
    random, shop = Random(seed), Shop()
    for moment in moments(random, ORDINARY_ORDERS):
        if random.randrange(2) == 0:
            _add_order(shop, moment, random)
        else:
            _add_receipts(shop, moment, random)
    return shop


def create(connection: Connection, shop: Shop) -> None:
    """Make Odoo's tables and fill them."""
    rows = {"sale_order": shop.orders, "pos_order": shop.receipts, "pos_order_line": shop.lines}
    write(connection, TABLES.read_text(encoding="utf-8"), rows)


def _add_order(shop: Shop, at: datetime, random: Random) -> None:
    client_id, written = a_note(random)
    state, rate, total = random.choice(ORDER_STATES), random.choice(RATES), _an_amount(random)
    margin = (total / 4).quantize(Decimal("0.01")) if random.randrange(3) else None
    website_id = random.choice((None, None, 1))
    in_field = random.randrange(2) == 0
    shop.orders.append(
        {
            "name": f"S{len(shop.orders):05}",
            "company_id": 1,
            "partner_id": 1,
            "partner_invoice_id": 1,
            "partner_shipping_id": 1,
            "create_date": (at - timedelta(days=3)).replace(tzinfo=None),
            "date_order": at.replace(tzinfo=None),
            "state": state,
            "website_id": website_id,
            "currency_rate": rate,
            "amount_untaxed": total,
            "amount_tax": Decimal(0),
            "amount_total": total,
            "margin": margin,
            "x_client_id": written if in_field else random.choice((None, "")),
            "note": "<p>Позвонить заранее</p>" if in_field else _as_html(written),
        }
    )
    if state in SOLD and website_id is None:
        cost = None if margin is None else (total - margin) / rate
        shop.sales.append(Sale(at, client_id, total / rate, cost))


def _as_html(written: str | None) -> str | None:
    return written and f'<p>Заказ по телефону<br/><span class="id">{written}</span></p>'


def _add_receipts(shop: Shop, at: datetime, random: Random) -> None:
    receipt = _draw(at, random)
    line_id = _write(shop, receipt, refunded_line_id=None)
    _book(shop, receipt, count=1)
    if receipt.state in RECEIVED and receipt.total and random.randrange(8) == 0:
        share = random.choice((1, 1, 4))
        refund = _refund(receipt, share, random)
        _write(shop, refund, refunded_line_id=line_id)
        _book(shop, refund, count=-1 if share == 1 else 0)


def _draw(at: datetime, random: Random) -> Receipt:
    client_id, note = a_note(random)
    total, rate = _an_amount(random), random.choice(RATES)
    cost = (total * random.randrange(40, 110) / 100).quantize(Decimal("0.0001"))
    known_cost = cost if random.randrange(4) else None
    return Receipt(at, random.choice(RECEIPT_STATES), client_id, note, rate, total, known_cost)


def _an_amount(random: Random) -> Decimal:
    return Decimal(random.randrange(0, 5_000_000)) / 100


def _refund(receipt: Receipt, share: int, random: Random) -> Receipt:
    total = (receipt.total / share).quantize(Decimal("0.01"))
    cost = None if receipt.cost is None else (receipt.cost / share).quantize(Decimal("0.0001"))
    return Receipt(
        at=receipt.at + timedelta(hours=random.randrange(1, 24 * 14)),
        state="done",
        client_id=receipt.client_id,
        note=receipt.note,
        rate=receipt.rate,
        total=-total,
        cost=None if cost is None else -cost,
    )


def _write(shop: Shop, receipt: Receipt, refunded_line_id: int | None) -> int:
    """Write a receipt of two lines; return the id of its first line."""
    order_id = len(shop.receipts) + 1
    shop.receipts.append(_receipt_row(order_id, receipt))
    first_line_id = len(shop.lines) + 1
    shop.lines.extend(_line_rows(order_id, receipt, refunded_line_id))
    return first_line_id


def _receipt_row(order_id: int, receipt: Receipt) -> Row:
    return {
        "id": order_id,
        "name": f"Till/{order_id:05}",
        "date_order": receipt.at.replace(tzinfo=None),
        "amount_tax": Decimal(0),
        "amount_total": receipt.total,
        "amount_paid": receipt.total,
        "amount_return": Decimal(0),
        "company_id": 1,
        "session_id": order_id // 100 + 1,
        "currency_rate": receipt.rate,
        "state": receipt.state,
        "note": receipt.note,
    }


def _line_rows(order_id: int, receipt: Receipt, refunded_line_id: int | None) -> Iterator[Row]:
    first = (receipt.cost / 3).quantize(Decimal("0.0001")) if receipt.cost is not None else None
    rest = receipt.cost - first if receipt.cost is not None and first is not None else None
    for name, cost, price in (("first", first, receipt.total), ("second", rest, Decimal(0))):
        yield {
            "name": name,
            "order_id": order_id,
            "product_id": 1,
            "price_subtotal": price,
            "price_subtotal_incl": price,
            "total_cost": cost,
            "is_total_cost_computed": cost is not None,
            "refunded_orderline_id": refunded_line_id,
        }


def _book(shop: Shop, receipt: Receipt, count: int) -> None:
    if receipt.state in RECEIVED:
        cost = None if receipt.cost is None else receipt.cost / receipt.rate
        revenue = receipt.total / receipt.rate
        shop.sales.append(Sale(receipt.at, receipt.client_id, revenue, cost, count))
