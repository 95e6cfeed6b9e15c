"""A sale as a sender hands it in: who bought, when, for how much, and what became of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.sales.channel import Channel
from app.sales.client_id import ClientID
from app.sales.money import BadAmount, minor_units

MAX_ID_CHARACTERS = 128
MAX_CLIENT_CHARACTERS = 512
MAX_COMMENT_CHARACTERS = 1000
MAX_COUNT = 1_000_000
MAX_VERSION = 2**62
# Of a sale whose import was undone: whatever its sender says next is newer.
UNDONE_VERSION = -1

_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")
_NOTHING = Decimal(0)


class State(StrEnum):
    """What became of a sale; whatever it is, the day of the sale tells it.

    What was ordered and is not paid for yet does not count.
    """

    ORDERED = "ordered"
    SOLD = "sold"
    RETURNED_IN_PART = "returned-in-part"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class BadSale(ValueError):
    """A sale that cannot be; ``faults`` says of each field what is wrong and the cure."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = faults


class Figures(NamedTuple):
    """What a sale adds to the day it was made on; revenue and profit in minor units."""

    sales: int
    revenue: int
    gross_profit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One sale, or a row that stands for ``count`` of them, as it is known now.

    ``id`` is the sender's own; of two with one id the higher ``version`` is the truth.
    ``client_text`` is what the client ID was read from. Amounts have at most two decimals;
    ``returned`` is the part that went back to the buyer. Raises ``BadSale`` with every fault.
    """

    id: str
    channel: Channel
    sold_at: datetime
    revenue: Decimal
    currency: str
    client_id: ClientID | None = None
    client_text: str | None = None
    count: int = 1
    cost: Decimal | None = None
    state: State = State.SOLD
    returned: Decimal = _NOTHING
    comment: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        """Keep times in UTC to the second, as the ledger does."""
        if faults := dict(_faults(self)):
            raise BadSale(faults)
        sold_at = self.sold_at.astimezone(UTC).replace(microsecond=0)
        object.__setattr__(self, "sold_at", sold_at)


def figures(sale: Sale) -> Figures:
    """Return what the sale adds to the day it was made on, whenever it was returned.

    A part that was returned lowers revenue and profit; without a cost there is no profit to tell.
    """
    if not counts(sale):
        return Figures(0, 0, 0)
    revenue = minor_units(sale.revenue) - minor_units(sale.returned)
    profit = 0 if sale.cost is None else revenue - minor_units(sale.cost)
    return Figures(sale.count, revenue, profit)


def counts(sale: Sale) -> bool:
    """Tell whether anything of the sale is left to be reported."""
    return sale.state in (State.SOLD, State.RETURNED_IN_PART)


def _faults(sale: Sale) -> Iterator[tuple[str, str]]:
    yield from _text_faults(sale)
    yield from _amount_faults(sale)
    if sale.sold_at.tzinfo is None:
        yield "sold_at", "needs an offset, like 2026-11-20T12:00:00+03:00"
    elif not _EARLIEST <= sale.sold_at < _LATEST:
        yield "sold_at", "lies outside of the years 1970 to 2199: correct it"
    if not 1 <= sale.count <= MAX_COUNT:
        yield "count", f"expected 1 to {MAX_COUNT}, got {sale.count}"
    if not UNDONE_VERSION <= sale.version <= MAX_VERSION:
        yield "version", f"expected 0 to {MAX_VERSION}, got {sale.version}"


def _text_faults(sale: Sale) -> Iterator[tuple[str, str]]:
    if not 0 < len(sale.id) <= MAX_ID_CHARACTERS:
        yield "id", f"expected 1 to {MAX_ID_CHARACTERS} characters, got {len(sale.id)}"
    if sale.id != sale.id.strip() or _CONTROL.search(sale.id):
        yield "id", "holds a control character, or a blank at an end: take it out"
    texts = {
        "client_id": (sale.client_id or "", MAX_CLIENT_CHARACTERS),
        "client_text": (sale.client_text or "", MAX_CLIENT_CHARACTERS),
        "comment": (sale.comment, MAX_COMMENT_CHARACTERS),
    }
    for field, (text, most) in texts.items():
        if len(text) > most:
            yield field, f"expected at most {most} characters, got {len(text)}"
        if _UNKEEPABLE.search(text):
            yield field, "holds a character that is no text (NUL or half of a pair): take it out"


def _amount_faults(sale: Sale) -> Iterator[tuple[str, str]]:
    amounts = {"revenue": sale.revenue, "cost": sale.cost, "returned": sale.returned}
    for field, amount in amounts.items():
        try:
            minor_units(amount or _NOTHING)
        except BadAmount as bad:
            yield field, str(bad)
            return
    if sale.state is not State.RETURNED_IN_PART and sale.returned:
        yield "returned", f"belongs to the state {State.RETURNED_IN_PART}, not to {sale.state}"
    if sale.state is State.RETURNED_IN_PART and not 0 < sale.returned <= sale.revenue:
        yield "returned", f"expected more than 0 and at most the revenue, got {sale.returned}"
