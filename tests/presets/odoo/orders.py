"""The orders of an Odoo company, the invoices for them, and the credit notes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.odoo.company import CENT, RATES, Company, an_amount
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

STATES = ("sale", "sale", "sale", "sale", "done", "draft", "sent", "cancel")
SOLD = frozenset({"sale", "done"})


@dataclass(frozen=True, slots=True)
class Order:
    """What is drawn of one order before it is written down; ``margin`` None is not known."""

    at: datetime
    state: str
    website_id: int | None
    company_id: int
    client_id: str | None
    rate: Decimal | None
    untaxed: Decimal
    tax: Decimal
    margin: Decimal | None

    @property
    def total(self) -> Decimal:
        return self.untaxed + self.tax


def add_order(company: Company, at: datetime, random: Random) -> None:
    """Draw an order of two lines; some are invoiced, some of those credited weeks later."""
    client_id, written = a_note(random)
    order = _draw(at, client_id, random)
    order_id = _write(company, order, written, random)
    lines = [
        _add_line(company, order_id, order.total - 1),
        _add_line(company, order_id, Decimal(1)),
    ]
    credited = Decimal(0)
    if order.state in SOLD and random.randrange(5) == 0:
        _invoice(company, "out_invoice", "posted", [(order.total, lines)])
        _credit_a_down_payment(company, order_id)
        credited = _credit(company, order, lines, random)
    if order.state in SOLD and order.website_id is None:
        _book(company, order, credited)


def _draw(at: datetime, client_id: str | None, random: Random) -> Order:
    untaxed = an_amount(random)
    return Order(
        at=at,
        state=random.choice(STATES),
        website_id=random.choice((None, None, None, 1)),
        company_id=random.choice((1, 1, 2)),
        client_id=client_id,
        rate=random.choice(RATES),
        untaxed=untaxed,
        tax=random.choice((Decimal(0), (untaxed / 5).quantize(CENT))),
        margin=(untaxed / 4).quantize(CENT) if random.randrange(3) else None,
    )


def _write(company: Company, order: Order, written: str | None, random: Random) -> int:
    in_field = random.randrange(2) == 0
    return company.add(
        "sale_order",
        name=f"S{len(company.rows['sale_order']):05}",
        company_id=order.company_id,
        partner_id=1,
        partner_invoice_id=1,
        partner_shipping_id=1,
        # a quotation waits; the day of the sale is the day of its confirmation
        create_date=(order.at - timedelta(days=3)).replace(tzinfo=None),
        date_order=order.at.replace(tzinfo=None),
        state=order.state,
        website_id=order.website_id,
        currency_rate=order.rate,
        amount_untaxed=order.untaxed,
        amount_tax=order.tax,
        amount_total=order.total,
        margin=order.margin,
        client_order_ref=a_client_id(random),
        x_client_id=written if in_field else random.choice((None, "")),
        note="<p>Позвонить заранее</p>" if in_field else _as_html(written),
    )


def _as_html(written: str | None) -> str | None:
    spaced = written and written.replace(" ", "&nbsp;")
    return spaced and f'<p>Заказ по телефону<br/><span class="id">{spaced}</span></p>'


def _add_line(
    company: Company, order_id: int, total: Decimal, *, down_payment: bool = False
) -> int:
    return company.add(
        "sale_order_line",
        order_id=order_id,
        name="Down payment" if down_payment else "Goods",
        product_uom_qty=Decimal(1),
        price_unit=total,
        price_total=total,
        is_downpayment=True if down_payment else None,
    )


def _invoice(
    company: Company, kind: str, state: str, parts: list[tuple[Decimal, list[int]]]
) -> None:
    """Write an invoice or a credit note, each line of it for some lines of an order."""
    move_id = company.add("account_move", move_type=kind, state=state, currency_id=31)
    for total, ordered in parts:
        line_id = company.add("account_move_line", move_id=move_id, price_total=total)
        company.rows["sale_order_line_invoice_rel"].extend(
            {"invoice_line_id": line_id, "order_line_id": each} for each in ordered
        )


def _credit_a_down_payment(company: Company, order_id: int) -> None:
    line_id = _add_line(company, order_id, Decimal(0), down_payment=True)
    _invoice(company, "out_refund", "posted", [(Decimal(100), [line_id])])


def _credit(company: Company, order: Order, lines: list[int], random: Random) -> Decimal:
    """Give nothing, a part, or all back; return how much."""
    _invoice(company, "out_refund", random.choice(("draft", "cancel")), [(order.total, lines)])
    part = (order.total / random.choice((1, 3, 4))).quantize(CENT)
    if random.randrange(3) == 0:
        return Decimal(0)
    first = (part / 2).quantize(CENT)
    _invoice(company, "out_refund", "posted", [(first, lines), (part - first, lines[1:])])
    return part


def _book(company: Company, order: Order, credited: Decimal) -> None:
    rate = order.rate or Decimal(1)
    cost = None if order.margin is None else (order.untaxed - order.margin) / rate
    revenue = order.total / rate
    if not credited:
        company.sales.append(Sale(order.at, order.client_id, revenue, cost))
        return
    known = None if cost is None or credited == order.total else cost
    count = 0 if credited == order.total else 1
    back = None if known is None else Decimal(0)
    company.sales.append(Sale(order.at, order.client_id, revenue, known, count))
    company.sales.append(Sale(order.at, order.client_id, -credited / rate, back, 0))
