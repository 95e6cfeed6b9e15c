"""Places: how many of a process's threads the questions of one shop may hold at a time."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Condition

from app.database.faults import SourceFault, SourceUnavailable

WAIT_SECONDS = 0.8


class Places:
    """A shop whose database is slow is told to wait, before it holds the threads of all the others.

    Of several shops each leaves a quarter free, and whoever finds no place is told so at once. A
    shop that is alone in its process leaves one thread free; there whoever finds no place waits
    while others come free, and is told so where all hang, so that health, wrong logins and wrong
    questions are answered meanwhile.
    """

    def __init__(
        self, shops: Iterable[str], threads: int, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        names = list(shops)
        is_alone = len(names) < 2
        places = max(1, threads - (1 if is_alone else max(1, threads // 4)))
        self._rooms = {name: _Room(places, wait_seconds if is_alone else 0) for name in names}

    @contextmanager
    def taken(self, shop: str) -> Iterator[None]:
        """Hold a place; raises SourceUnavailable where none is free or comes free."""
        room = self._rooms[shop]
        if not room.enter():
            raise SourceUnavailable(SourceFault.BUSY, "this shop is asked too often at a time")
        try:
            yield
        finally:
            room.leave()


class _Room:
    """The places of one shop. While others come free, one is waited for; else it is hopeless.

    So a burst is answered, and where the database hangs nobody waits behind those who hang.
    """

    def __init__(self, number: int, wait_seconds: float) -> None:
        self._free = number
        self._wait_seconds = wait_seconds
        self._moved = time.monotonic()  # when a place was last taken or came free
        self._changed = Condition()

    def enter(self) -> bool:
        """Take a place; False when none came free for too long."""
        with self._changed:
            while not self._free:
                left = self._moved + self._wait_seconds - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(left)
            self._free -= 1
            self._moved = time.monotonic()
            return True

    def leave(self) -> None:
        with self._changed:
            self._free += 1
            self._moved = time.monotonic()
            self._changed.notify()
