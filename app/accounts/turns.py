"""Turns at hashing: about one for each core, waited for a few seconds at most."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from app.accounts.refusal import LoginRefused, Refusal

RETRY_AFTER_SECONDS = 2


class Turns:
    """Lets ``at_once`` callers in at a time, in this process."""

    def __init__(self, at_once: int, wait_seconds: float) -> None:
        self._free = BoundedSemaphore(at_once)
        self._wait_seconds = wait_seconds

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a turn during the block; raise ``LoginRefused`` when none comes free in time."""
        if not self._free.acquire(timeout=self._wait_seconds):
            raise LoginRefused(Refusal.BUSY, RETRY_AFTER_SECONDS)
        try:
            yield
        finally:
            self._free.release()
