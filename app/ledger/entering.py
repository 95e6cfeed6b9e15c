"""Sales handed in: each is entered once, whatever its sender repeats, and its day told in step."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import Connection, select

from app.database.upsert import insert_new
from app.ledger.day_groups import DayChanges, begin_changes
from app.ledger.entry import ENTRY, Entry, Origin, entry_of, version_row
from app.ledger.rewriting import rewrite
from app.ledger.sale_tables import sales
from app.sales.sale import UNDONE_VERSION, Sale

BATCH = 500


class Outcome(StrEnum):
    """What became of a sale that was handed in.

    A conflict is the same version of the same id with other contents: nothing was changed.
    """

    ACCEPTED = "accepted"
    REPLACED = "replaced"
    REPEATED = "repeated"
    OUTDATED = "outdated"
    CONFLICT = "conflict"


def enter(connection: Connection, origin: Origin, handed_in: Sequence[Sale]) -> list[Outcome]:
    """Enter the sales and return what became of each, in their order.

    Works inside the caller's transaction, which writes; other writers of the same shop wait until
    it ends. Of one id the highest version stays, whatever the order of arrival.
    """
    days = begin_changes(connection, origin.shop, origin.zone)
    outcomes: dict[int, Outcome] = {}
    for batch in _batches(handed_in):
        ids = [handed_in[place].id for place in batch]
        decided = _enter_batch(connection, origin, days, [handed_in[place] for place in batch])
        outcomes |= {place: decided[id] for place, id in zip(batch, ids, strict=True)}
    days.write(connection)
    return [outcomes[place] for place in range(len(handed_in))]


def _batches(handed_in: Sequence[Sale]) -> Iterator[list[int]]:
    """Yield the places of sales with different ids; the second of an id comes a batch later."""
    batch: dict[str, int] = {}
    for place, sale in enumerate(handed_in):
        if sale.id in batch or len(batch) == BATCH:
            yield list(batch.values())
            batch = {}
        batch[sale.id] = place
    if batch:
        yield list(batch.values())


def _enter_batch(
    connection: Connection, origin: Origin, days: DayChanges, batch: Sequence[Sale]
) -> dict[str, Outcome]:
    delivery = secrets.randbits(62)
    some_known = _insert(connection, origin, batch, delivery)
    known = _known_before(connection, origin, batch, delivery) if some_known else {}
    outcomes = {sale.id: _outcome(known.get(sale.id), sale) for sale in batch}
    for sale in batch:
        if sale.id not in known:
            days.add(sale)
    newer = [
        (known[sale.id], sale)
        for sale in batch
        if sale.id in known and outcomes[sale.id] in (Outcome.ACCEPTED, Outcome.REPLACED)
    ]
    rewrite(connection, origin, days, newer)
    return outcomes


def _insert(connection: Connection, origin: Origin, batch: Sequence[Sale], delivery: int) -> bool:
    own = {"shop": origin.shop, "sender": origin.sender, "delivery": delivery}
    ordered = sorted(batch, key=lambda sale: sale.id)
    rows = [{**own, "sender_id": sale.id, **version_row(sale, origin)} for sale in ordered]
    return insert_new(connection, sales, rows)


def _known_before(
    connection: Connection, origin: Origin, batch: Sequence[Sale], delivery: int
) -> dict[str, Entry]:
    """Return the entries that were there already, which this delivery could not insert."""
    others = select(*ENTRY).where(
        sales.c.shop == origin.shop,
        sales.c.sender == origin.sender,
        sales.c.sender_id.in_([sale.id for sale in batch]),
        sales.c.delivery != delivery,
    )
    rows = connection.execute(others.with_for_update()).mappings()
    return {row["sender_id"]: entry_of(row) for row in map(dict, rows)}


def _outcome(known: Entry | None, sale: Sale) -> Outcome:
    if known is None or known.sale.version == UNDONE_VERSION:
        return Outcome.ACCEPTED
    if sale.version > known.sale.version:
        return Outcome.REPLACED
    if sale.version < known.sale.version:
        return Outcome.OUTDATED
    if sale == known.sale:
        return Outcome.REPEATED
    return Outcome.REPLACED if _is_read_anew(known.sale, sale) else Outcome.CONFLICT


def _is_read_anew(known: Sale, sale: Sale) -> bool:
    """Tell whether a corrected format reads another client ID in the very same text."""
    return sale.client_text is not None and replace(sale, client_id=known.client_id) == known
