"""High-water marks: how far each source of a shop was once seen to reach.

Every function works inside the caller's transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.ledger.tables import marks

_STORED = ("shop", "source", "newest", "floor", "shrunk", "resets")
OF_SHOP = select(*(marks.c[name] for name in _STORED)).where(marks.c.shop == bindparam("shop"))


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a source reached: its newest sale, and the moment it may not fall behind.

    A source that fell behind its ``floor`` is ``shrunk`` until its newest sale is back. ``resets``
    counts how often the owner had the mark forgotten: what was seen before does not count.
    """

    shop: str
    source: str
    newest: datetime | None = None
    floor: datetime | None = None
    shrunk: bool = False
    resets: int = 0


def mark_of(row: Sequence[Any]) -> Mark:
    """Read a row of ``OF_SHOP``."""
    shop, source, newest, floor, shrunk, resets = row
    return Mark(shop, source, _moment(newest), _moment(floor), bool(shrunk), resets)


def marks_of(connection: Connection, shop: str) -> list[Mark]:
    """Return the marks of a shop, by source."""
    rows = connection.execute(OF_SHOP.order_by(marks.c.source), {"shop": shop})
    return [mark_of(row) for row in rows]


def save(connection: Connection, seen: Iterable[Mark]) -> None:
    """Raise the stored marks to what was seen; a mark from before a reset changes nothing.

    A source stays shrunk for a process that does not know yet how far another saw it reach.
    """
    for mark in seen:
        stored = _locked(connection, mark.shop, mark.source)
        if stored is None:
            connection.execute(insert(marks).values(_row(mark)))
        elif stored.resets == mark.resets:
            behind = latest(stored.newest, mark.newest) != mark.newest
            shrunk = mark.shrunk or (stored.shrunk and behind)
            _update(connection, replace(higher(stored, mark), shrunk=shrunk))


def reset(connection: Connection, shop: str, source: str) -> None:
    """Forget how far a source reached; it is learnt anew from what is there now."""
    stored = _locked(connection, shop, source)
    if stored is None:
        connection.execute(insert(marks).values(_row(Mark(shop, source, resets=1))))
    else:
        _update(connection, Mark(shop, source, resets=stored.resets + 1))


def merged(known: Mark, before: Mark, after: Mark) -> Mark:
    """Apply to a known mark what became of it elsewhere; what was learnt meanwhile is kept.

    A doubt that is newer than ``before`` stays: nothing in ``after`` can have ended it.
    """
    doubted = known.shrunk and not before.shrunk
    return replace(higher(known, after), shrunk=after.shrunk or doubted)


def higher(one: Mark, other: Mark) -> Mark:
    """Join two marks of a source: the higher moments, and of the other whether it is shrunk."""
    return Mark(
        other.shop,
        other.source,
        latest(one.newest, other.newest),
        latest(one.floor, other.floor),
        other.shrunk,
        other.resets,
    )


def latest(*moments: datetime | None) -> datetime | None:
    """Return the latest of the moments that are known."""
    return max((moment for moment in moments if moment is not None), default=None)


def _locked(connection: Connection, shop: str, source: str) -> Mark | None:
    """Read a mark, and keep other writers off it until the transaction ends."""
    query = OF_SHOP.where(marks.c.source == source).with_for_update()
    row = connection.execute(query, {"shop": shop}).first()
    return None if row is None else mark_of(row)


def _update(connection: Connection, mark: Mark) -> None:
    here = (marks.c.shop == mark.shop) & (marks.c.source == mark.source)
    connection.execute(update(marks).where(here).values(_row(mark)))


def _row(mark: Mark) -> dict[str, Any]:
    return {
        "shop": mark.shop,
        "source": mark.source,
        "newest": _seconds(mark.newest),
        "floor": _seconds(mark.floor),
        "shrunk": mark.shrunk,
        "resets": mark.resets,
    }


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
