"""What reading needs to know of each kind of database, and the list of those served."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import URL

from app.database.faults import SourceFault
from app.database.replay import Replay

BATCH_ROWS = 2_000

Row = tuple[Any, ...]
Parameters = Mapping[str, Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a shop's database one process may take, and for how long."""

    connect_timeout_seconds: float = 3
    query_timeout_seconds: float = 10
    pool_wait_seconds: float = 3
    pool_size: int = 9


class Holds(StrEnum):
    """What a column can hold by its type; an instant knows its zone, a plain time does not."""

    TIME = "times without a zone"
    INSTANT = "times with a zone"
    DATE = "dates"
    OFFSETS = "texts with an offset from UTC"
    NUMBER = "numbers"
    SMALL_NUMBER = "numbers of 32 bits"
    TEXT = "text"
    UNKNOWN = "anything"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a result; ``is_exact`` where its type holds only exact numbers."""

    name: str
    is_exact: bool = False
    holds: Holds = Holds.UNKNOWN


@dataclass(frozen=True, slots=True)
class Plan:
    """How a statement would be run, in the database's own estimate.

    ``scanned`` are the tables it has to read whole, since no index fits. ``rows`` is how many rows
    it would read of one table at most; ``None`` where the database does not say. ``steps`` are
    the lines in which PostgreSQL and SQLite tell it.
    """

    scanned: list[str]
    rows: int | None = None
    steps: Sequence[str] = ()


class Driver(Protocol):
    """One kind of database: how to open a read-only session on it and how to read its errors."""

    def connect(self, url: URL, limits: Limits) -> Any:
        """Open a read-only DBAPI connection in autocommit, its zone UTC, with a statement deadline.

        Nothing here may outlast ``limits.connect_timeout_seconds`` by much.
        """
        ...

    def begin(self, connection: Any) -> None:
        """Begin a transaction that only reads, all of whose statements see one moment."""
        ...

    def end(self, connection: Any) -> None:
        """End the transaction."""
        ...

    def fetch(
        self, connection: Any, statement: str, parameters: Parameters, seconds: float
    ) -> Iterator[Sequence[Row]]:
        """Yield the rows in batches, never the whole result at once.

        ``seconds`` are for a database that knows no deadline of its own.
        """
        ...

    def describe(self, connection: Any, statement: str, parameters: Parameters) -> list[Column]:
        """Return the columns of a statement's result."""
        ...

    def plan(self, connection: Any, statement: str, parameters: Parameters) -> Plan:
        """Return how the statement would be run; it is not."""
        ...

    def may_write(self, connection: Any) -> bool:
        """Tell whether the login could change the shop's tables, were the session not read-only."""
        ...

    def replay(self, connection: Any) -> Replay:
        """Tell how far the database, as a replica, has replayed its primary."""
        ...

    def abort(self, connection: Any) -> None:
        """Break a connection from another thread, whatever it waits for."""
        ...

    def is_stale(self, connection: Any) -> bool:
        """Tell whether a pooled connection does not read what its URL names now."""
        ...

    def fault_of(self, error: Exception) -> SourceFault:
        """Say what a driver's error means for the one who asked."""
        ...
