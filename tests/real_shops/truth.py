"""What a day's answer must be, worked out in plain Python from what the generator knows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

CENT = Decimal("0.01")
NOTHING = b'{"data":[]}'


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale, or one refund of it, that the shop made by phone or over the counter.

    ``at`` is aware, in UTC; ``client_id`` is canonical, None where the operator wrote no usable
    one; ``count`` is 0 or -1 for money that went back.
    """

    at: datetime
    client_id: str | None
    revenue: Decimal
    cost: Decimal | None = None
    count: int = 1


def answers(sales: Iterable[Sale], zone: ZoneInfo) -> dict[date, bytes]:
    """Give the bytes of every day that has sales; any other day is ``NOTHING``."""
    days: dict[date, dict[str, list[Sale]]] = defaultdict(lambda: defaultdict(list))
    for sale in sales:
        if sale.client_id is not None:
            days[sale.at.astimezone(zone).date()][sale.client_id].append(sale)
    return {day: _answer(clients) for day, clients in days.items()}


def _answer(clients: dict[str, list[Sale]]) -> bytes:
    rows = ",".join(_row(client_id, clients[client_id]) for client_id in sorted(clients))
    return f'{{"data":[{rows}]}}'.encode()


def _row(client_id: str, sales: list[Sale]) -> str:
    count = sum(sale.count for sale in sales)
    revenue = sum((_cents(sale.revenue) for sale in sales), Decimal("0.00"))
    profit = sum((_profit(sale) for sale in sales), Decimal("0.00"))
    return (
        f'{{"user_id":"{client_id}","count":{count},"revenue":{revenue},"gross_profit":{profit}}}'
    )


def _profit(sale: Sale) -> Decimal:
    if sale.cost is None:
        return Decimal("0.00")
    return _cents(sale.revenue) - _cents(sale.cost)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
