"""The ledger on SQLite: a private file, a write-ahead log, and locks taken on time."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, event

from app.database.faults import UnknownDatabase

LOCK_WAIT_MILLISECONDS = 5000


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


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Left alone, sqlite3 begins by itself and only before INSERT, UPDATE, DELETE
    # (SQLAlchemy, SQLite dialect, "Enabling Non-Legacy SQLite Transactional Modes").
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
