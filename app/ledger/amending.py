"""An entry amended: corrected, returned, cancelled, or taken back to what was known before."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection, select

from app.ledger.day_groups import DayChanges, begin_changes
from app.ledger.entries import versions_of
from app.ledger.entry import ENTRY, Entry, Origin, entry_of
from app.ledger.rewriting import rewrite
from app.ledger.sale_tables import sales
from app.sales.sale import Sale, State


class NoSuchEntry(Exception):
    """The shop has no entry of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no entry {number} in this shop")


def amend(
    connection: Connection, origin: Origin, number: int, becomes: Callable[[Sale], Sale]
) -> Entry:
    """Let a sale become another under the next version, and return the entry.

    ``becomes`` is handed what is known now, and may raise. Nothing changes where it returns the
    same. Raises ``NoSuchEntry``, and ``BadSale`` for what cannot be.
    """
    days = begin_changes(connection, origin.shop, origin.zone)
    entry = _locked(connection, origin.shop, number)
    kept = replace(origin, import_number=entry.import_number)
    return _amended(connection, kept, days, entry, becomes(entry.sale))


def undo(connection: Connection, origin: Origin, number: int) -> Entry:
    """Take back the last change of an entry: what was known before is true again.

    An entry that was never changed is cancelled. Raises ``NoSuchEntry``.
    """
    days = begin_changes(connection, origin.shop, origin.zone)
    entry = _locked(connection, origin.shop, number)
    former = next(iter(versions_of(connection, entry)), None)
    known_before = former or replace(entry, sale=cancelled(entry.sale))
    kept = replace(origin, import_number=known_before.import_number)
    return _amended(connection, kept, days, entry, known_before.sale)


def cancelled(sale: Sale) -> Sale:
    """Return the sale as cancelled."""
    return replace(sale, state=State.CANCELLED, returned=sale.returned * 0)


def _amended(
    connection: Connection, origin: Origin, days: DayChanges, entry: Entry, wanted: Sale
) -> Entry:
    known = entry.sale
    if replace(wanted, id=known.id, version=known.version) == known:
        return entry
    amended = replace(wanted, id=known.id, version=known.version + 1)
    rewrite(connection, origin, days, [(entry, amended)])
    days.write(connection)
    return replace(
        entry,
        sale=amended,
        way=origin.way,
        account=origin.account,
        entered_at=origin.at.replace(microsecond=0),
        import_number=origin.import_number,
    )


def _locked(connection: Connection, shop: str, number: int) -> Entry:
    here = select(*ENTRY).where(sales.c.shop == shop, sales.c.number == number)
    row = connection.execute(here.with_for_update()).mappings().first()
    if row is None:
        raise NoSuchEntry(number)
    return entry_of(dict(row))
