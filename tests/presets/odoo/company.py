"""An Odoo company: its rows by table, in the order they may be written, and its true sales."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.presets.case import Row
from tests.real_shops.truth import Sale

# NULL and 0 are rates that Odoo's own reports take for 1
RATES = (Decimal(1), Decimal(1), Decimal("0.010753"), Decimal("1.083712"), None, Decimal(0))
CENT, TENTH_OF_A_CENT = Decimal("0.01"), Decimal("0.0001")
PARENTS_FIRST = (
    "res_currency",
    "res_company",
    "sale_order",
    "sale_order_line",
    "account_move",
    "account_move_line",
    "sale_order_line_invoice_rel",
    "pos_order",
    "pos_order_line",
)


def _tables() -> dict[str, list[Row]]:
    return {name: [] for name in PARENTS_FIRST}


@dataclass(frozen=True, slots=True)
class Company:
    """What was drawn so far."""

    rows: dict[str, list[Row]] = field(default_factory=_tables)
    sales: list[Sale] = field(default_factory=list)

    def add(self, table: str, **columns: object) -> int:
        """Write a row; return its number."""
        number = len(self.rows[table]) + 1
        self.rows[table].append({"id": number, **columns})
        return number


def an_amount(random: Random) -> Decimal:
    """Draw an amount of money, some of them 0."""
    return Decimal(random.randrange(0, 5_000_000) * random.choice((1, 1, 1, 1, 1, 1, 1, 0))) / 100
