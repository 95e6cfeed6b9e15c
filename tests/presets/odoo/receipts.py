"""The receipts of an Odoo company's till, and those that give money back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import Row
from tests.presets.odoo.company import CENT, RATES, TENTH_OF_A_CENT, Company, an_amount
from tests.real_shops.operators import a_note
from tests.real_shops.truth import Sale

STATES = ("paid", "paid", "done", "done", "done", "invoiced", "draft", "cancel")
SOLD = frozenset({"paid", "done", "invoiced"})
LOOKED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is drawn of one receipt before it is written down; ``cost`` None is not computed."""

    at: datetime
    state: str
    company_id: int
    client_id: str | None
    note: str | None
    rate: Decimal | None
    total: Decimal
    cost: Decimal | None

    def sale(self, count: int = 1) -> Sale:
        """Give the receipt as a sale of its own."""
        cost = None if self.cost is None else self.cost / self._divisor
        return Sale(self.at, self.client_id, self.total / self._divisor, cost, count)

    @property
    def _divisor(self) -> Decimal:
        return self.rate or Decimal(1)


def add_receipts(company: Company, at: datetime, random: Random) -> None:
    """Draw a receipt; some are given back, some money is given back without a receipt."""
    receipt = _draw(at, random)
    line_id = _write(company, receipt, None)
    if receipt.total and random.randrange(8) == 0:
        refund = _refund(receipt, random)
        _write(company, refund, line_id)
        company.sales.extend(_booked(receipt, refund))
    elif receipt.state in SOLD:
        company.sales.append(receipt.sale())
    if random.randrange(40) == 0:
        gift = replace(_draw(at, random), state="paid", total=-Decimal(1000))
        _write(company, gift, None)
        company.sales.append(gift.sale(0))


def _draw(at: datetime, random: Random) -> Receipt:
    client_id, note = a_note(random)
    total = an_amount(random)
    cost = (total * random.randrange(40, 110) / 100).quantize(TENTH_OF_A_CENT)
    return Receipt(
        at=at,
        state=random.choice(STATES),
        company_id=random.choice((1, 1, 2)),
        client_id=client_id,
        note=note,
        rate=random.choice(RATES),
        total=total,
        cost=cost if random.randrange(4) else None,
    )


def _refund(receipt: Receipt, random: Random) -> Receipt:
    """Give all or a part back within six weeks; the note is another one."""
    client_id, note = a_note(random)
    share = random.choice((1, 1, 4))
    cost = None if receipt.cost is None else -(receipt.cost / share).quantize(TENTH_OF_A_CENT)
    return replace(
        receipt,
        at=receipt.at + timedelta(hours=random.randrange(1, 24 * 42)),
        state=random.choice((*sorted(SOLD), "draft", "cancel")),
        client_id=client_id,
        note=note,
        total=-(receipt.total / share).quantize(CENT),
        cost=cost if random.randrange(4) else None,
    )


def _booked(receipt: Receipt, refund: Receipt) -> Iterator[Sale]:
    """Give the sales of a receipt and of its refund, which belongs to the day of the receipt."""
    is_sold, is_back = receipt.state in SOLD, refund.state in SOLD and refund.total != 0
    if is_back and not (is_sold and refund.at < receipt.at + LOOKED_FOR):
        yield refund.sale(0)
        is_back = False
    if not is_sold:
        return
    is_whole = is_back and -refund.total == receipt.total
    sale = receipt.sale()
    yield replace(sale, cost=None, count=0) if is_whole else sale
    if is_back:
        back = replace(refund, at=receipt.at, client_id=receipt.client_id).sale(0)
        cost = None if is_whole or sale.cost is None else back.cost or Decimal(0)
        yield replace(back, cost=cost)


def _write(company: Company, receipt: Receipt, refunded_line_id: int | None) -> int:
    """Write a receipt of two lines; return the number of its first line."""
    order_id = company.add("pos_order", **_row(receipt))
    first = (receipt.cost / 3).quantize(TENTH_OF_A_CENT) if receipt.cost is not None else None
    rest = receipt.cost - first if receipt.cost is not None and first is not None else None
    numbers = [
        company.add(
            "pos_order_line",
            name=name,
            order_id=order_id,
            product_id=1,
            price_subtotal=price,
            price_subtotal_incl=price,
            total_cost=cost,
            is_total_cost_computed=cost is not None,
            refunded_orderline_id=refunded_line_id,
        )
        for name, cost, price in (("1", first, receipt.total), ("2", rest, Decimal(0)))
    ]
    return numbers[0]


def _row(receipt: Receipt) -> Row:
    return {
        "name": "Till",
        "date_order": receipt.at.replace(tzinfo=None),
        "amount_tax": Decimal(0),
        "amount_total": receipt.total,
        "amount_paid": receipt.total,
        "amount_return": Decimal(0),
        "company_id": receipt.company_id,
        "session_id": 1,
        "currency_rate": receipt.rate,
        "state": receipt.state,
        "note": receipt.note,
    }
