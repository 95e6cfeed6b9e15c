"""The book of a shop's sales as people keep it: looked into, written into, mended by hand."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from app.database.retrying import write
from app.database.writing import reading
from app.ledger.amending import amend, undo
from app.ledger.entering import Outcome, enter
from app.ledger.entries import (
    find_entry,
    find_sale,
    last_entries,
    unmatched_entries,
    versions_of,
)
from app.ledger.entry import Entry, Origin
from app.ledger.sums import total_of_day
from app.sales.day import Day
from app.sales.sale import Sale


class EnteredOtherwise(Exception):
    """A form that was entered before came again with other contents; nothing was changed."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"entered before as {entry.number}, with other contents")
        self.entry = entry


class ChangedMeanwhile(Exception):
    """The entry is not any more what the one who changes it has seen; nothing was changed."""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """The sums of a day, amounts in minor units; ``unmatched`` are those without a client ID."""

    sales: int
    revenue: int
    gross_profit: int
    unmatched: int


class Book:
    """Reads and writes entries, a transaction for each; all raise ``LedgerUnavailable``."""

    def __init__(self, ledger: Engine) -> None:
        self._ledger = ledger

    def last(self, shop: str, limit: int, before: int | None = None) -> list[Entry]:
        """Return the entries first entered last, newest first, below the number ``before``."""
        with reading(self._ledger) as connection:
            return last_entries(connection, shop, limit, before)

    def unmatched(self, shop: str, limit: int) -> list[Entry]:
        """Return the sales that have no client ID, newest first."""
        with reading(self._ledger) as connection:
            return unmatched_entries(connection, shop, limit)

    def find(self, shop: str, number: int) -> Entry | None:
        """Return the shop's entry of this number."""
        with reading(self._ledger) as connection:
            return find_entry(connection, shop, number)

    def totals(self, shop: str, day: Day) -> DayTotals:
        """Add up what was sold on a day."""
        with reading(self._ledger) as connection:
            sums = connection.execute(total_of_day(shop, day)).one()
            return DayTotals(*map(int, sums))

    def enter(self, origin: Origin, sale: Sale, sold_now: bool) -> tuple[Entry, bool]:
        """Enter a sale once, however often it is sent; tell whether this was the first time.

        ``sold_now`` says that nobody wrote its time, so that of the first time is true.
        Raises ``EnteredOtherwise``.
        """
        return write(self._ledger, lambda connection: _enter(connection, origin, sale, sold_now))

    def amend(
        self, origin: Origin, number: int, version: int, becomes: Callable[[Sale], Sale]
    ) -> Entry:
        """Let a sale become another, if its version is still the one that was seen.

        Raises ``ChangedMeanwhile``, ``NoSuchEntry`` and whatever ``becomes`` raises.
        """

        def changed(sale: Sale) -> Sale:
            return becomes(_as_seen(sale, version))

        return write(self._ledger, lambda connection: amend(connection, origin, number, changed))

    def undo(self, origin: Origin, number: int, version: int) -> Entry:
        """Take back the last change of an entry, if its version is still the one that was seen.

        Raises ``ChangedMeanwhile`` and ``NoSuchEntry``.
        """

        def work(connection: Connection) -> Entry:
            amend(connection, origin, number, lambda sale: _as_seen(sale, version))
            return undo(connection, origin, number)

        return write(self._ledger, work)


def _enter(
    connection: Connection, origin: Origin, sale: Sale, sold_now: bool
) -> tuple[Entry, bool]:
    outcome = enter(connection, origin, [sale])[0]
    entry = find_sale(connection, origin.shop, origin.sender, sale.id)
    assert entry  # noqa: S101 it was entered in this transaction, or before
    if outcome is Outcome.ACCEPTED:
        return entry, True
    first = [entry, *versions_of(connection, entry)][-1].sale
    sent = replace(sale, sold_at=first.sold_at) if sold_now else sale
    if sent != first:
        raise EnteredOtherwise(entry)
    return entry, False


def _as_seen(sale: Sale, version: int) -> Sale:
    if sale.version != version:
        raise ChangedMeanwhile
    return sale
