"""Places: how many of a process's threads the questions of one shop may hold at a time."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from app.database.faults import SourceFault, SourceUnavailable


class Places:
    """A shop whose database is slow is told to wait, before it holds the threads of all the others.

    A shop that is alone in its process may hold them all; of several, each leaves a quarter free.
    """

    def __init__(self, shops: Iterable[str], threads: int) -> None:
        names = list(shops)
        number = threads if len(names) < 2 else max(1, threads - max(1, threads // 4))
        self._places = {name: threading.BoundedSemaphore(number) for name in names}

    @contextmanager
    def taken(self, shop: str) -> Iterator[None]:
        """Hold a place; raises SourceUnavailable at once where none is free."""
        places = self._places[shop]
        if not places.acquire(blocking=False):
            raise SourceUnavailable(SourceFault.BUSY, "this shop is asked too often at a time")
        try:
            yield
        finally:
            places.release()
