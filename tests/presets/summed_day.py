"""The answer of a preset's shop for one day, summed up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.presets.case import PresetCase
from tests.presets.other_options import a_question
from tests.shops_made import statistics


@dataclass(frozen=True, slots=True)
class SummedDay:
    """The sales of a day, with and without a client ID; revenue and profit of those with one."""

    sales: int
    clients: frozenset[str]
    revenue: Decimal
    gross_profit: Decimal


def summed_day(
    case: PresetCase, url: str, day: date, options: Mapping[str, Any], currency: str | None = None
) -> SummedDay:
    """Ask for a day; ``options`` and ``currency`` go before those of the case."""
    question = a_question(replace(case, currency=currency or case.currency), url, day, **options)
    with statistics() as opened:
        with opened.rows(question) as found:
            rows = [*found]
        unmatched = sum(each.sales for each in opened.unmatched(question))
    return SummedDay(
        sales=unmatched + sum(sales for _, sales, _, _ in rows),
        clients=frozenset(client_id for client_id, *_ in rows),
        revenue=sum((revenue for _, _, revenue, _ in rows), Decimal(0)),
        gross_profit=sum((profit for *_, profit in rows), Decimal(0)),
    )
