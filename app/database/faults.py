"""What can be wrong with a shop's database, as the one who asked has to be told."""

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

    def in_source(self, name: str) -> "SourceUnavailable":
        """Return the same doubt, told of the source in which it arose."""
        return SourceUnavailable(self.fault, f"source {name}: {self.reason}")


class UnknownDatabase(ValueError):
    """The URL names a database that is not served, or whose driver is not installed."""
