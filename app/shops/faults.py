"""Faults of the configuration: every one with its file, key, value and cure, all told at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a configuration file, and what to write instead.

    ``value`` is as it may be shown, secrets hidden; a fault of the whole file has no key or value.
    """

    file: str
    key: str
    value: str
    cure: str

    def __str__(self) -> str:
        culprit = f"{self.key} = {self.value}: " if self.key else ""
        return f"{self.file}: {culprit}{self.cure}"


class Misconfigured(Exception):
    """The configuration cannot be used; ``faults`` names everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@contextmanager
def gathering(faults: list[Fault]) -> Iterator[None]:
    """Add what is wrong inside to ``faults`` and go on behind, so that all is told at once."""
    try:
        yield
    except Misconfigured as error:
        faults += error.faults
