"""What is wrong with a file, or with one cell of it, and what to do about it."""

from dataclasses import dataclass


class BadFile(ValueError):
    """The file as a whole cannot be taken; the message names the fault and the cure."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a row could not be taken apart into cells."""

    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the number that a spreadsheet shows, its column and value."""

    row: int
    column: str
    value: str
    reason: str
    cure: str


class BadValue(ValueError):
    """A cell that cannot be read; the reason is stable enough to be counted."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason}: {cure}")
        self.reason = reason
        self.cure = cure
