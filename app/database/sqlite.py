"""Reading a shop's SQLite file: opened read-only, its queries stopped at the deadline."""

import os
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from sqlalchemy import URL

from app.database.driver import BATCH_ROWS, Column, Limits, Parameters, Plan, Row
from app.database.faults import SourceFault
from app.database.replay import Replay

STEPS_BETWEEN_CHECKS = 20_000

# SQLite documentation, "EXPLAIN QUERY PLAN": SCAN reads all of a table (section 1.1), or of what
# a subquery yields, which is announced as CO-ROUTINE or MATERIALIZE (section 1.3).
_SCANNED = re.compile(r"SCAN (\S+)(?: USING .*)?")
_SUBQUERY = re.compile(r"(?:CO-ROUTINE|MATERIALIZE) (\S+)")

_FAULTS = {
    sqlite3.SQLITE_BUSY: SourceFault.BUSY,
    sqlite3.SQLITE_LOCKED: SourceFault.BUSY,
    sqlite3.SQLITE_INTERRUPT: SourceFault.DEADLINE,
    sqlite3.SQLITE_ERROR: SourceFault.SCHEMA,
    sqlite3.SQLITE_MISMATCH: SourceFault.DATA,
    sqlite3.SQLITE_PERM: SourceFault.REFUSED,
    sqlite3.SQLITE_AUTH: SourceFault.REFUSED,
}
# SQLite gives the same code to a value that cannot be computed with and to a name that is gone.
_DATA = re.compile(r"(?:malformed|bad) JSON|JSON (?:cannot|path)|integer overflow")


class SQLite:
    """SQLite through the standard library's sqlite3."""

    def connect(self, url: URL, limits: Limits) -> "ShopFile":
        """Open the file as it is; a missing one is an error, never a new empty database."""
        path = str(url.database)
        inode = _inode(path)
        connection = sqlite3.connect(
            f"file:{quote(path)}?mode=ro",
            uri=True,
            timeout=limits.connect_timeout_seconds,
            isolation_level=None,
            check_same_thread=False,
            factory=ShopFile,
        )
        connection.path = path
        connection.inode = inode
        connection.text_factory = _any_text
        connection.execute("PRAGMA query_only = ON")
        return connection

    def begin(self, connection: "ShopFile") -> None:
        """Begin a transaction that sees the file as it is at its first statement."""
        connection.execute("BEGIN")

    def end(self, connection: "ShopFile") -> None:
        """End the transaction."""
        connection.execute("ROLLBACK")

    def fetch(
        self, connection: "ShopFile", statement: str, parameters: Parameters, seconds: float
    ) -> Iterator[Sequence[Row]]:
        """Yield the rows in batches; past the deadline SQLite itself gives up.

        A text that is no UTF-8 comes with replacement characters.
        """
        deadline = time.monotonic() + seconds
        connection.set_progress_handler(
            lambda: int(time.monotonic() > deadline), STEPS_BETWEEN_CHECKS
        )
        try:
            rows = connection.execute(statement, parameters)
            while batch := rows.fetchmany(BATCH_ROWS):
                yield batch
        finally:
            connection.set_progress_handler(None, 0)

    def describe(
        self, connection: "ShopFile", statement: str, parameters: Parameters
    ) -> list[Column]:
        """Return the columns of a statement's result."""
        cursor = connection.execute(statement, parameters)
        return [Column(column[0]) for column in cursor.description]

    def plan(self, connection: "ShopFile", statement: str, parameters: Parameters) -> Plan:
        """Return how the statement would be run; SQLite estimates no rows."""
        explained = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [step[-1] for step in explained]
        subqueries = _named(_SUBQUERY, steps)
        scanned = [table for table in _named(_SCANNED, steps) if table not in subqueries]
        return Plan(scanned, steps=steps)

    def may_write(self, connection: "ShopFile") -> bool:
        """Tell no: a file has no login with rights, and this process opens it to read only."""
        return False

    def replay(self, connection: "ShopFile") -> Replay:
        """Tell that a file is no replica."""
        return Replay(datetime.now(UTC), None, "an SQLite file is no replica")

    def abort(self, connection: "ShopFile") -> None:
        """Interrupt whatever the connection is doing."""
        connection.interrupt()

    def is_stale(self, connection: "ShopFile") -> bool:
        """Tell whether another file took the place of the open one, as a restore by mv does."""
        return connection.inode != _inode(connection.path)

    def fault_of(self, error: Exception) -> SourceFault:
        """Say what an error of sqlite3 means, by its primary result code."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or _DATA.search(str(error)):
            return SourceFault.DATA
        return _FAULTS.get(code & 0xFF, SourceFault.UNREACHABLE)


class ShopFile(sqlite3.Connection):
    """A connection that remembers which file it opened."""

    path: str = ""
    inode: tuple[int, int] | None = None


def _any_text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def _named(pattern: re.Pattern[str], steps: list[str]) -> list[str]:
    return [found[1] for step in steps if (found := pattern.fullmatch(step))]


def _inode(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
