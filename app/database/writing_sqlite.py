"""The ledger on SQLite: a private file, a write-ahead log, and locks taken on time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, event

from app.database.faults import UnknownDatabase

LOCK_WAIT_MILLISECONDS = 5000
_PAUSE_SECONDS = 0.01
_CACHE_KIBIBYTES = 2_000  # SQLite's default
_LONG_CACHE_KIBIBYTES = 65_536


def make_private(url: URL) -> None:
    """Create the file for this user alone; SQLite gives the files beside it the same mode.

    Raises ``UnknownDatabase`` for a ledger in memory, which no second process would see.
    """
    if not url.database or url.database.startswith((":", "file:")):
        raise UnknownDatabase("the ledger needs a file: sqlite:////var/lib/shopstat/shopstat.db")
    file = Path(url.database)
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)


def on_sqlite(engine: Engine) -> Engine:
    """Make each transaction take the write lock as it begins, unless it ``only_reads``."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def in_memory(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a long transaction keep its pages in memory, which it would write again and again.

    A million sales touch each page of an index many thousand times.
    """
    connection.execute(f"PRAGMA cache_size = -{_LONG_CACHE_KIBIBYTES}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Left alone, sqlite3 begins by itself and only before INSERT, UPDATE, DELETE
    # (SQLAlchemy, SQLite dialect, "Enabling Non-Legacy SQLite Transactional Modes").
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MILLISECONDS}")
    _keep_write_ahead_log(connection)
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new file to it; processes that open the file at once wait for each other.

    The wait is ours: SQLite reads the mode before it writes it, and whoever has begun to read is
    refused the write lock at once, whatever ``busy_timeout`` says (sqlite.org/c3ref/busy_handler).
    """
    until = time.monotonic() + LOCK_WAIT_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)


def _begin(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
