"""Imports of files: each file once, and each can be undone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.ledger.amending import cancelled
from app.ledger.day_groups import DayChanges, begin_changes
from app.ledger.entering import BATCH
from app.ledger.entries import versions_of
from app.ledger.entry import ENTRY, Entry, Origin, entry_of
from app.ledger.rewriting import rewrite
from app.ledger.sale_tables import imports, sales
from app.sales.sale import UNDONE_VERSION


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was imported, and what became of its rows."""

    number: int
    shop: str
    file: str
    hash: str
    account: str
    imported_at: datetime
    rows: int = 0
    accepted: int = 0
    replaced: int = 0
    repeated: int = 0
    refused: int = 0
    undone_by: str | None = None
    undone_at: datetime | None = None


_COLUMNS = [imports.c[field.name] for field in fields(Import)]


class AlreadyImported(Exception):
    """The same file was imported before, and not undone since."""

    def __init__(self, before: Import) -> None:
        super().__init__(
            f"{before.file} was imported as number {before.number}"
            f" on {before.imported_at:%Y-%m-%d %H:%M} UTC: nothing was changed"
        )
        self.before = before


class NoSuchImport(Exception):
    """The shop has no import of this number, or it was undone before."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no import {number} in this shop, or it was undone before")


def begin_import(connection: Connection, origin: Origin, file: str, hash: str) -> Origin:
    """Write an import down; return the origin that its sales are entered with.

    ``hash`` is that of the file's bytes, in at most 64 characters. Raises ``AlreadyImported``.
    """
    begin_changes(connection, origin.shop, origin.zone)
    before = _standing(connection, imports.c.shop == origin.shop, imports.c.hash == hash)
    if before:
        raise AlreadyImported(before)
    none = dict.fromkeys(("rows", "accepted", "replaced", "repeated", "refused", "undone"), 0)
    own = {"shop": origin.shop, "account": origin.account, "imported_at": origin.at}
    row = {**own, "file": file[:255], "hash": hash, **none}
    number = connection.execute(insert(imports).values(row)).inserted_primary_key
    return replace(origin, import_number=number[0] if number else None)


def finish_import(connection: Connection, number: int, **counts: int) -> None:
    """Write down how many rows an import had, and how many of them met each outcome."""
    connection.execute(update(imports).where(imports.c.number == number).values(**counts))


def list_imports(connection: Connection, shop: str, limit: int = 50) -> list[Import]:
    """Return the imports of a shop, the newest first."""
    of_shop = select(*_COLUMNS).where(imports.c.shop == shop)
    rows = connection.execute(of_shop.order_by(imports.c.number.desc()).limit(limit))
    return [Import(**row) for row in rows.mappings()]


def undo_import(connection: Connection, origin: Origin, number: int) -> int:
    """Undo an import and return how many sales it took back; raises ``NoSuchImport``.

    A sale that was known before is again what it was; any other is cancelled, and whatever its
    sender says of it next is newer. What was amended since the import is taken back as well.
    """
    days = begin_changes(connection, origin.shop, origin.zone)
    if not _standing(connection, imports.c.shop == origin.shop, imports.c.number == number):
        raise NoSuchImport(number)
    taken_back = _undone_before(connection, origin.shop) | {number}
    undone = 0
    for batch in _batches(connection, origin.shop, number):
        for entry in batch:
            _undo_entry(connection, origin, days, entry, taken_back)
        undone += len(batch)
        days.write(connection)
    mark = {"undone": number, "undone_by": origin.account, "undone_at": origin.at}
    connection.execute(update(imports).where(imports.c.number == number).values(mark))
    return undone


def _undo_entry(
    connection: Connection, origin: Origin, days: DayChanges, entry: Entry, undone: set[int]
) -> None:
    """Let an entry be what it was before, by what no import that was undone has said."""
    standing = (
        former for former in versions_of(connection, entry) if former.import_number not in undone
    )
    former = next(standing, None)
    if former is None:
        sale = replace(cancelled(entry.sale), version=UNDONE_VERSION)
        kept = replace(origin, import_number=entry.import_number)
    else:
        sale, kept = former.sale, replace(origin, import_number=former.import_number)
    rewrite(connection, kept, days, [(entry, sale)])


def _undone_before(connection: Connection, shop: str) -> set[int]:
    undone = select(imports.c.number).where(imports.c.shop == shop, imports.c.undone != 0)
    return set(connection.execute(undone).scalars())


def _batches(connection: Connection, shop: str, number: int) -> Iterator[Sequence[Entry]]:
    last = 0
    while True:
        of_import = select(*ENTRY).where(
            sales.c.shop == shop, sales.c.import_number == number, sales.c.number > last
        )
        ordered = of_import.order_by(sales.c.number).limit(BATCH).with_for_update()
        batch = [entry_of(row) for row in map(dict, connection.execute(ordered).mappings())]
        if not batch:
            return
        yield batch
        last = batch[-1].number


def _standing(connection: Connection, *conditions: Any) -> Import | None:
    standing = select(*_COLUMNS).where(*conditions, imports.c.undone == 0).with_for_update()
    row = connection.execute(standing).mappings().first()
    return None if row is None else Import(**row)
