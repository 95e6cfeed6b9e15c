"""The throttle: whoever failed too often is told when to come again, before any hashing."""

import math
from collections.abc import Callable

from app.accounts.limits import NAMES_PER_PLACE
from app.accounts.refusal import LoginRefused, Refusal
from app.traffic.window import Window


class Throttle:
    """Counts failures per place and name, and per place; a name need not exist to be counted."""

    def __init__(self, failures_per_minute: int, clock: Callable[[], float]) -> None:
        """``clock`` gives monotonic seconds."""
        self._of_name = Window(failures_per_minute, clock)
        self._of_place = Window(failures_per_minute * NAMES_PER_PLACE, clock)

    def admit(self, place: str, name: str) -> None:
        """Raise ``LoginRefused`` for a name that failed too often from there, or a place."""
        wait = max(self._of_name.wait_seconds((place, name)), self._of_place.wait_seconds(place))
        if wait:
            raise LoginRefused(Refusal.TOO_MANY, math.ceil(wait))

    def record(self, place: str, name: str) -> None:
        """Count a comparison that failed."""
        self._of_name.record((place, name))
        self._of_place.record(place)
