"""Sales handed in by a program: read, entered in one transaction, and told in a receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from app.intake.receipt import KNOWN_OTHERWISE, Line, Verdict
from app.intake.sale_documents import BadDocument, Read, read_sale
from app.ledger.entering import Outcome, enter
from app.ledger.entry import Origin
from app.sales.sale import MAX_ID_CHARACTERS
from app.shops.shop import Shop

MAX_SALES = 1000


class Mode(StrEnum):
    """What shall become of the good sales of a batch that has bad ones."""

    EACH = "each"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Batch:
    """Sales that came together; ``alone`` where it was one, without a list around it."""

    documents: Sequence[Any]
    alone: bool


class NotTaken(Exception):
    """Nothing was entered; ``faults`` say what is wrong at which position of the document.

    ``conflict`` where all of them could be sales, but are known otherwise.
    """

    def __init__(self, batch: Batch, lines: Sequence[Line]) -> None:
        super().__init__("nothing was entered")
        self.faults = dict(_faults(batch, lines))
        self.conflict = not any(line.verdict is Verdict.REFUSED for line in lines)


class Handed:
    """A batch that was read; what is good of it may be entered."""

    def __init__(self, batch: Batch, shop: Shop, now: datetime) -> None:
        self.batch = batch
        self._read = [_read(document, shop, now) for document in batch.documents]

    def enter(self, connection: Connection, origin: Origin, mode: Mode) -> list[Line]:
        """Enter the good sales in the caller's transaction and return a line for each sale.

        Raises ``NotTaken``, also when one of ``Mode.ALL`` is bad: the transaction must end then
        without a commit.
        """
        good = [each.sale for each in self._read if isinstance(each, Read)]
        outcomes = iter(enter(connection, origin, good) if good else [])
        lines = [
            each if isinstance(each, Line) else _line(each, next(outcomes)) for each in self._read
        ]
        taken = [line.taken for line in lines]
        if lines and (not any(taken) or (mode is Mode.ALL and not all(taken))):
            raise NotTaken(self.batch, lines)
        return lines


def read_batch(document: Any) -> Batch:
    """Return the sales of a request's document: one sale, or ``{"sales": […]}``.

    Raises ``BadDocument``.
    """
    if isinstance(document, dict) and "sales" in document:
        return Batch(_listed(document), alone=False)
    if isinstance(document, dict):
        return Batch([document], alone=True)
    raise BadDocument({"": 'write one sale as an object, or several as {"sales": […]}'})


def _listed(document: dict[str, Any]) -> list[Any]:
    listed = document["sales"]
    if len(document) > 1:
        raise BadDocument({"sales": "leave everything beside it out, or put it into the sales"})
    if not isinstance(listed, list):
        raise BadDocument({"sales": "write a list of sales"})
    if len(listed) > MAX_SALES:
        told = f"at most {MAX_SALES} at a time, got {len(listed)}: send them in parts"
        raise BadDocument({"sales": told})
    return listed


def _faults(batch: Batch, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        at = "" if batch.alone else f"sales[{number}]"
        for field, fault in line.faults.items():
            yield ".".join(filter(None, (at, field))), fault


def _read(document: Any, shop: Shop, now: datetime) -> Read | Line:
    try:
        return read_sale(document, shop, now)
    except BadDocument as bad:
        return Line(_shown_id(document), Verdict.REFUSED, faults=bad.faults)


def _shown_id(document: Any) -> str | None:
    """Return the id as far as it can be shown: it may be anything."""
    id = document.get("id") if isinstance(document, dict) else None
    if not isinstance(id, str):
        return None
    return id[:MAX_ID_CHARACTERS].encode(errors="replace").decode()


def _line(read: Read, outcome: Outcome) -> Line:
    faults = {"": KNOWN_OTHERWISE} if outcome is Outcome.CONFLICT else {}
    sale = read.sale
    return Line(sale.id, Verdict(outcome.value), sale.client_id, read.unmatched, faults)
