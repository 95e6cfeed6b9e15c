"""The brake: a guess that is refused is refused slowly, so that guessers leave room for others."""

import time
from collections.abc import Callable
from threading import BoundedSemaphore


class Brake:
    """Holds callers back for a moment, ``at_once`` of them in this process; the others pass.

    A refusal takes a fifth of a millisecond, so that a handful of guessers could ask thousands of
    times a second and take half of a small machine. More than ``at_once`` would take the threads
    that all others are answered by, and so would some while a shop's database is slow.
    """

    def __init__(
        self,
        at_once: int,
        seconds: float,
        is_room: Callable[[], bool],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``is_room`` tells whether threads are left for others."""
        self._free = BoundedSemaphore(at_once)
        self._seconds = seconds
        self._is_room = is_room
        self._sleep = sleep

    def hold(self) -> None:
        """Wait a moment where there is room to."""
        if self._is_room() and self._free.acquire(blocking=False):
            try:
                self._sleep(self._seconds)
            finally:
                self._free.release()
