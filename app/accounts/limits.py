"""How much logging in one process grants to those whose credentials it does not know yet."""

from dataclasses import dataclass

NAMES_PER_PLACE = 10


@dataclass(frozen=True, slots=True)
class LoginLimits:
    """The bounds of one process.

    ``failures_per_minute`` is for one name from one place; a place that tries many names gets
    ``NAMES_PER_PLACE`` times as many. Of those refused for it as they come,
    ``held_back_at_once`` are told so after ``held_back_seconds`` only.
    """

    failures_per_minute: int = 10
    hashing_at_once: int = 1
    hashing_wait_seconds: float = 4
    held_back_at_once: int = 0
    held_back_seconds: float = 0.25


OF_ONE_PROCESS = LoginLimits()
