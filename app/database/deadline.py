"""A deadline kept on our side, for a database that is silent but connected."""

import contextlib
import heapq
import os
import threading
import time
from collections.abc import Callable
from itertools import count
from types import TracebackType


class Deadline:
    """Calls ``on_expiry`` from another thread when the block outlasts ``seconds``.

    A server's own statement deadline cannot help when the server is frozen or the network drops
    packets: then only breaking the connection from this side ends the wait.
    """

    def __init__(self, seconds: float, on_expiry: Callable[[], None]) -> None:
        self.passed = False
        self.is_over = False
        self._seconds = seconds
        self._on_expiry = on_expiry
        self._lock = threading.Lock()

    def __enter__(self) -> "Deadline":
        _watch_of_this_process().add(time.monotonic() + self._seconds, self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self.is_over = True

    def expire(self) -> None:
        """Call ``on_expiry``, unless the block has ended."""
        with self._lock:
            if self.is_over:
                return
            self.passed = True
            with contextlib.suppress(Exception):
                self._on_expiry()


class _Watch:
    """One thread that waits for all the deadlines of a process.

    A block that ends in time leaves its deadline here; whenever the thread wakes, it forgets all of
    those at the front. So to set one costs a push on a heap, and hardly ever wakes a thread.
    """

    def __init__(self) -> None:
        self.process = os.getpid()
        self._deadlines: list[tuple[float, int, Deadline]] = []
        self._number = count()
        self._changed = threading.Condition()
        threading.Thread(target=self._wait, name="deadlines", daemon=True).start()

    def add(self, moment: float, deadline: Deadline) -> None:
        with self._changed:
            entry = (moment, next(self._number), deadline)
            heapq.heappush(self._deadlines, entry)
            if self._deadlines[0] is entry:
                self._changed.notify()

    def _wait(self) -> None:
        while True:
            self._next().expire()

    def _next(self) -> Deadline:
        with self._changed:
            while self._first() is None or self._deadlines[0][0] > time.monotonic():
                self._changed.wait(self._seconds_left())
            return heapq.heappop(self._deadlines)[2]

    def _first(self) -> Deadline | None:
        """Return the first deadline of a block that still goes on."""
        while self._deadlines and self._deadlines[0][2].is_over:
            heapq.heappop(self._deadlines)
        return self._deadlines[0][2] if self._deadlines else None

    def _seconds_left(self) -> float | None:
        return self._deadlines[0][0] - time.monotonic() if self._deadlines else None


_starting = threading.Lock()
_watch: _Watch | None = None


def _watch_of_this_process() -> _Watch:
    """Return the watch, started anew in a forked process, which has no thread of its parent's."""
    global _watch
    if _watch is None or _watch.process != os.getpid():
        with _starting:
            if _watch is None or _watch.process != os.getpid():
                _watch = _Watch()
    return _watch
