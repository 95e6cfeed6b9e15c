"""A file's sales entered in the ledger: all in the caller's transaction, each once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from app.intake.sale_rows import Faults
from app.ledger.entering import Outcome, enter
from app.ledger.entries import find_sale, versions_of
from app.ledger.entry import Origin, Way
from app.ledger.imports import begin_import, finish_import
from app.sales.sale import Sale

SENDER = "file:"  # no account has a colon in its name

_AT_ONCE = 5_000
_MAY_BE_NEWER = (Outcome.CONFLICT, Outcome.OUTDATED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file's rows, under the number by which the import can be undone."""

    number: int
    accepted: int
    replaced: int
    repeated: int
    refused: int


def hash_of(path: Path) -> str:
    """Return the hash of a file's bytes, by which the same file is known again."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def enter_file(
    connection: Connection,
    origin: Origin,
    name: str,
    hash: str,
    judged: Iterable[tuple[int, Sale | Faults]],
) -> Receipt:
    """Enter the sales of a file and return the receipt; rows with faults are counted only.

    Raises ``AlreadyImported``.
    """
    begun = begin_import(connection, origin, name, hash)
    number = begun.import_number or 0
    counts: Counter[str] = Counter()
    rows = iter(judged)
    while batch := list(islice(rows, _AT_ONCE)):
        counts["refused"] += sum(not isinstance(verdict, Sale) for _, verdict in batch)
        sales = [verdict for _, verdict in batch if isinstance(verdict, Sale)]
        counts.update(_enter(connection, begun, sales))
    kept = {name: counts[name] for name in ("accepted", "replaced", "repeated", "refused")}
    finish_import(connection, number, rows=sum(counts.values()), **kept)
    return Receipt(number, **kept)


def _enter(connection: Connection, origin: Origin, sales: list[Sale]) -> Iterator[Outcome]:
    outcomes = enter(connection, origin, sales)
    changed = []
    for sale, outcome in zip(sales, outcomes, strict=True):
        newer = _newer(connection, origin, sale) if outcome in _MAY_BE_NEWER else None
        if newer is not None:
            changed.append(newer)
        else:
            yield Outcome.REPEATED if outcome in _MAY_BE_NEWER else outcome
    yield from enter(connection, origin, changed)


def _newer(connection: Connection, origin: Origin, sale: Sale) -> Sale | None:
    """Return the sale as the next version, where the file says what no file has said last.

    What was corrected or returned elsewhere since then is not taken back by the same old row.
    """
    entry = find_sale(connection, origin.shop, origin.sender, sale.id)
    if entry is None:
        return None
    said = (
        known.sale for known in [entry, *versions_of(connection, entry)] if known.way is Way.FILE
    )
    last_said = next(said, None)
    if last_said is not None and replace(last_said, version=sale.version) == sale:
        return None
    return replace(sale, version=entry.sale.version + 1)
