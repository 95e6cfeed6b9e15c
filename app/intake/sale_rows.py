"""A row of a file becomes a sale, or every reason why it does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from app.intake.columns import Columns
from app.intake.faults import BadValue, Broken, Fault
from app.intake.fields import Field
from app.intake.formula import rearmed
from app.intake.known import Known, identify, sale_of
from app.intake.moments import read_clock, read_moment
from app.intake.money import read_money
from app.intake.occurrences import Occurrences, occurrences
from app.intake.table_file import TableFile
from app.intake.words import read_channel, read_count
from app.sales.channel import Channel
from app.sales.excerpt import excerpt
from app.sales.sale import BadSale, Sale
from app.sales.unmask import Unreadable
from app.shops.shop import Shop

Faults = list[Fault]
Value = TypeVar("Value")
Default = TypeVar("Default")

_COLUMN_OF = {
    "id": Field.ID,
    "sold_at": Field.DATE,
    "client_id": Field.CLIENT_ID,
    "client_text": Field.CLIENT_ID,
    "cost": Field.PROFIT,
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How one shop's file is to be read; ``channel`` is that of rows that do not say theirs."""

    shop: Shop
    columns: Columns
    channel: Channel
    now: datetime


def judge(table: TableFile, manner: Manner) -> Iterator[tuple[int, Sale | Faults]]:
    """Give every row's number and its sale, or its faults; equal files give equal ids."""
    with occurrences() as seen:
        for number, cells in table.rows():
            if isinstance(cells, Broken):
                yield number, [Fault(number, "", "", cells.reason, cells.cure)]
            else:
                yield number, _Row(number, cells, manner).judge(seen)


@dataclass(slots=True)
class _Row:
    """A row while it is read; it gathers its faults."""

    number: int
    cells: list[str]
    manner: Manner
    faults: Faults = field(default_factory=list)

    def judge(self, seen: Occurrences) -> Sale | Faults:
        known = self._known()
        if self.faults:
            return self.faults
        try:
            sender_id = self._text(Field.ID) if Field.ID in self.manner.columns.places else None
            return sale_of(known, identify(known, sender_id, self.number, seen))
        except BadValue as bad:
            self._refuse(Field.ID, bad)
        except BadSale as bad:
            self._refuse_all(bad)
        return self.faults

    def _known(self) -> Known:
        shop, text = self.manner.shop, self._text(Field.CLIENT_ID)
        client_id = shop.unmask(text)
        revenue = self._read(Field.REVENUE, read_money, Decimal(0))
        return Known(
            sold_at=self._moment(),
            channel=self._read(Field.CHANNEL, read_channel, self.manner.channel),
            client_id=None if isinstance(client_id, Unreadable) else client_id,
            client_text=text or None,
            count=self._read(Field.COUNT, read_count, 1, may_be_empty=False),
            revenue=revenue,
            cost=self._cost(revenue),
            currency=shop.currency,
            comment=self._text(Field.COMMENT),
        )

    def _moment(self) -> datetime:
        clock = self._read(Field.TIME, read_clock, None)
        zone, now = self.manner.shop.time_zone, self.manner.now
        read: Callable[[str], datetime] = lambda text: read_moment(text, clock, zone, now)  # noqa: E731
        return self._read(Field.DATE, read, now, may_be_empty=False)

    def _cost(self, revenue: Decimal) -> Decimal | None:
        profit = self._read(Field.PROFIT, read_money, None)
        return self._read(Field.COST, read_money, None) if profit is None else revenue - profit

    def _text(self, of: Field) -> str:
        place = self.manner.columns.places.get(of)
        return "" if place is None else rearmed(self.cells[place].strip())

    def _read(
        self,
        of: Field,
        read: Callable[[str], Value],
        absent: Default,
        may_be_empty: bool = True,
    ) -> Value | Default:
        """Read a cell; what is absent or was refused is taken as ``absent`` says."""
        text = self._text(of)
        if of not in self.manner.columns.places or (may_be_empty and not text):
            return absent
        try:
            return read(text)
        except BadValue as bad:
            self._refuse(of, bad)
            return absent

    def _refuse(self, of: Field, bad: BadValue) -> None:
        header = self.manner.columns.header_of(of)
        self.faults.append(
            Fault(self.number, header, excerpt(self._text(of)), bad.reason, bad.cure)
        )

    def _refuse_all(self, bad: BadSale) -> None:
        for name, fault in bad.faults.items():
            of = _COLUMN_OF.get(name) or Field(name)
            self._refuse(of, BadValue(f"the {of} of a sale cannot be this", fault))
