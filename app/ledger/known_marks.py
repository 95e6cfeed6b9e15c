"""The marks as one process knows them: read from the ledger now and then, written back later."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Lock

from sqlalchemy import Engine

from app.database.statement import compile_statement
from app.database.writing import LedgerUnavailable, fetch
from app.ledger.background import Background
from app.ledger.marks import OF_SHOP, Mark, mark_of, merged, save

REFRESH_SECONDS = 15.0
SAVED_EVERY = timedelta(hours=1)

log = logging.getLogger("shopstat")


def known_marks(ledger: Engine) -> "KnownMarks":
    """Return the marks of a server: stored behind its answers."""
    return KnownMarks(ledger, Background(ledger, save).add)


class KnownMarks:
    """Marks by shop and source; a reset, or what another process saw, is known within 15 s.

    ``save`` takes the marks that are to be stored. A mark rises with each new sale, so it is stored
    when it rose by an hour, or when the source became shrunk or whole again. Only what was read
    from the ledger counts as stored: a mark that got lost on its way is handed over once more.
    """

    def __init__(
        self,
        ledger: Engine,
        save: Callable[[Mark], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ledger = ledger
        self._save = save
        self._monotonic = monotonic
        self._statement = compile_statement(OF_SHOP, ledger.dialect)
        self._fresh_until: dict[str, float] = {}
        self._known: dict[str, dict[str, Mark]] = {}
        self._stored: dict[str, dict[str, Mark]] = {}
        self._sent: dict[str, dict[str, Mark]] = {}
        self._lock = Lock()

    def get(self, shop: str, source: str) -> Mark:
        """Return the mark of a source, an empty one where nothing was seen yet.

        Raises ``LedgerUnavailable`` only while the shop's marks were never read.
        """
        if self._monotonic() >= self._fresh_until.get(shop, float("-inf")):
            self._refresh(shop)
        return self._known[shop].get(source, Mark(shop, source))

    def read_again(self, shop: str, source: str) -> Mark:
        """Return the mark as the ledger has it now: the owner may have reset it."""
        self._refresh(shop)
        return self.get(shop, source)

    def put(self, judged: Mark, mark: Mark) -> None:
        """Keep what became of a mark when it was judged; store it where that is due.

        A doubt that arose in another thread since it was judged is kept.
        """
        shop, source = mark.shop, mark.source
        with self._lock:
            known = self._known[shop].get(source, judged)
            if known.resets != mark.resets:
                return
            mark = self._known[shop][source] = merged(known, judged, mark)
            sent = self._sent[shop].get(source) or self._stored[shop].get(source)
            due = _is_due(sent, mark)
            if due:
                self._sent[shop][source] = mark
        if due:
            self._save(mark)

    def _refresh(self, shop: str) -> None:
        begun = self._monotonic()
        try:
            stored = [mark_of(row) for row in fetch(self._ledger, self._statement, shop=shop)]
        except LedgerUnavailable as error:
            if shop not in self._fresh_until:
                raise
            log.warning("event=marks-not-read fault=%r", str(error))
            self._fresh_until[shop] = self._monotonic() + REFRESH_SECONDS
            return
        with self._lock:
            self._learn(shop, stored, begun + REFRESH_SECONDS)

    def _learn(self, shop: str, stored: list[Mark], fresh_until: float) -> None:
        """Take over what was read, unless another thread began to read later and was faster."""
        if fresh_until < self._fresh_until.get(shop, float("-inf")):
            return
        known = self._known.setdefault(shop, {})
        before = self._stored.get(shop, {})
        for mark in stored:
            mine = known.get(mark.source)
            if mine is not None and mine.resets == mark.resets:
                mark = merged(mine, before.get(mark.source, Mark(shop, mark.source)), mark)
            known[mark.source] = mark
        self._stored[shop] = {mark.source: mark for mark in stored}
        self._sent[shop] = {}
        self._fresh_until[shop] = fresh_until


def _is_due(stored: Mark | None, mark: Mark) -> bool:
    if mark.newest is None:
        return False
    if stored is None or stored.newest is None:
        return True
    rose = mark.newest - stored.newest >= SAVED_EVERY
    return rose or replace(mark, newest=None, floor=None) != replace(
        stored, newest=None, floor=None
    )
