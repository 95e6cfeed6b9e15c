"""One upgrade of the ledger at a time: a lock per kind of database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

WAIT_SECONDS = 30
_POSTGRESQL_KEY = 0x73686F7073746174  # "shopstat" in ASCII: advisory locks are numbers
_MYSQL_NAME = "concat('shopstat ', sha1(database()))"  # MySQL's locks span its databases


class LedgerLocked(Exception):
    """Another upgrade of the same ledger did not end in time."""

    def __init__(self) -> None:
        super().__init__("another upgrade of the ledger is running: wait for it and run it again")


@contextmanager
def locked(connection: Connection) -> Iterator[None]:
    """Keep other upgrades out while the block runs; raise ``LedgerLocked`` when they stay.

    On SQLite the transaction has taken the only lock there is when it began.
    """
    match connection.dialect.name:
        case "postgresql":
            _lock_postgresql(connection)
            yield
        case "mysql" | "mariadb":
            with _locked_mysql(connection):
                yield
        case _:
            yield


def _lock_postgresql(connection: Connection) -> None:
    """Wait for the lock that ends with the transaction (PostgreSQL manual, 9.27.10)."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_KEY})


@contextmanager
def _locked_mysql(connection: Connection) -> Iterator[None]:
    """Hold a lock of the session: on MySQL each DDL statement ends the transaction.

    What the block wrote is committed before the lock goes, or the next holder would not see it.
    """
    got = connection.scalar(text(f"SELECT get_lock({_MYSQL_NAME}, :wait)"), {"wait": WAIT_SECONDS})
    if got != 1:
        raise LedgerLocked
    try:
        yield
        connection.execute(text("COMMIT"))
    finally:
        connection.execute(text(f"SELECT release_lock({_MYSQL_NAME})"))
