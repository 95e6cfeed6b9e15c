"""How often a file said the same: equal rows are told apart by number, repeated ids are caught.

A file may have more rows than memory has room for, so they are kept in a file that SQLite makes
and takes away with the connection.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

_CACHE_KIBIBYTES = 32_768
_MAKE = "CREATE TABLE seen (key BLOB PRIMARY KEY, times INTEGER, row INTEGER) WITHOUT ROWID"
_COUNT = """
    INSERT INTO seen VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET times = times + 1
    RETURNING times, row
"""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Counts keys in bounded memory; made by ``occurrences``."""

    _connection: sqlite3.Connection

    def add(self, key: bytes, row: int) -> tuple[int, int]:
        """Count a key of a row; give how often it came until now, and the row of the first."""
        times, first = self._connection.execute(_COUNT, (key, row)).fetchone()
        return times, first


@contextmanager
def occurrences() -> Iterator[Occurrences]:
    """Count for the time of the block; raises ``OSError`` where there is no room for it."""
    with _told_as_full(), closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        connection.execute("BEGIN")
        connection.execute(_MAKE)
        yield Occurrences(connection)


@contextmanager
def _told_as_full() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        told = f"the folder for temporary files has no room: {error}"
        raise OSError(errno.ENOSPC, told) from error
