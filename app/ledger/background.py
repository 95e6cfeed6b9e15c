"""Writing to the ledger behind an answer, which neither waits for it nor fails by it."""

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine

from app.database.writing import LedgerUnavailable, writing

MAX_WAITING = 5_000
GATHER_SECONDS = 0.5
CLOSE_SECONDS = 6.0

T = TypeVar("T")

log = logging.getLogger("shopstat")


class Background(Generic[T]):
    """A bounded queue with a thread of its own, begun with the first entry, emptied at exit.

    ``write`` is handed what came together within half a second, in one transaction. What the
    ledger does not take, or what finds the queue full, is lost, and the log counts it.
    """

    def __init__(self, ledger: Engine, write: Callable[[Connection, Sequence[T]], None]) -> None:
        self._ledger = ledger
        self._write = write
        self._waiting: deque[T] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._refused = 0

    def add(self, entry: T) -> None:
        """Leave an entry to be written; returns at once."""
        with self._changed:
            if len(self._waiting) >= MAX_WAITING:
                self._refused += 1
                return
            self._waiting.append(entry)
            self._begin()
            self._changed.notify()

    def close(self) -> None:
        """Write what is waiting, for some seconds at most; what comes later is written too."""
        atexit.unregister(self.close)
        with self._changed:
            thread, self._thread = self._thread, None
            self._closing.set()
            self._changed.notify()
        if thread is not None:
            thread.join(CLOSE_SECONDS)
            if thread.is_alive():
                _tell_lost(len(self._waiting), "the process ended first")

    def _begin(self) -> None:
        if self._thread is not None:
            return
        self._closing.clear()
        thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        with suppress(
            RuntimeError
        ):  # the machine has no thread to give now; the next entry asks again
            thread.start()
            self._thread = thread
            atexit.register(self.close)

    def _run(self) -> None:
        while entries := self._next():
            self._put_down(entries)

    def _next(self) -> list[T]:
        """Wait for entries and for those that come right after; nothing at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing.is_set())
        self._closing.wait(GATHER_SECONDS)
        with self._changed:
            entries = list(self._waiting)
            self._waiting.clear()
            refused, self._refused = self._refused, 0
        if refused:
            _tell_lost(refused, "too many were waiting")
        return entries

    def _put_down(self, entries: list[T]) -> None:
        try:
            with writing(self._ledger) as connection:
                self._write(connection, entries)
        except LedgerUnavailable as error:
            _tell_lost(len(entries), str(error))
        except Exception:
            log.exception("event=ledger-not-written lost=%d", len(entries))


def _tell_lost(entries: int, why: str) -> None:
    log.warning("event=ledger-not-written lost=%d fault=%r", entries, why)
