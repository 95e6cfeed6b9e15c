"""What can be wrong with a shop's database, as the one who asked has to be told."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum


class SourceFault(StrEnum):
    """The kinds of doubt about a source; each is the name of a problem page."""

    UNREACHABLE = "source-unreachable"
    REFUSED = "source-refused"
    DEADLINE = "source-deadline"
    BUSY = "source-busy"
    SCHEMA = "source-schema"
    DATA = "source-data"
    SHRUNK = "source-shrunk"
    BEHIND = "source-behind"


class SourceUnavailable(Exception):
    """The shop's database gave no complete answer, so there is none to pass on.

    ``fault`` may be told to anyone, and ``for_the_log`` written down. ``str(error)`` has the
    database's own words, which may quote what an operator wrote: it is for the owner's eyes.
    """

    def __init__(self, fault: SourceFault, reason: str) -> None:
        super().__init__(f"{fault}: {reason}")
        self.fault = fault
        self.reason = reason

    @property
    def for_the_log(self) -> str:
        """The error without the content of any cell."""
        if self.fault is SourceFault.DATA:
            return f"{self.fault}: for the database's words run shopstat stat for that day"
        return str(self)


@contextmanager
def in_source(name: str) -> Iterator[None]:
    """Tell a doubt that arises in the block of the source with this name."""
    try:
        yield
    except SourceUnavailable as error:
        raise SourceUnavailable(error.fault, f"source {name}: {error.reason}") from error


class UnknownDatabase(ValueError):
    """The URL names a database that is not served, or whose driver is not installed."""
