"""The databases measured: a new one on each kind of server, filled, and dropped afterwards."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pymysql
from sqlalchemy import make_url

from benchmarks.workload import CALLS, GIANT
from tests.databases.kinds import MARIADB, POSTGRESQL, Kind
from tests.databases.servers import at_hand

_TABLE = """
CREATE TABLE {table} (
    id {key}, called_at {moment} NOT NULL, client_id VARCHAR(64),
    amount NUMERIC(12, 2) NOT NULL, cost NUMERIC(12, 2) NOT NULL
)
"""
_INDEX = "CREATE INDEX {table}_called_at ON {table} (called_at)"
_COLUMNS = "(called_at, client_id, amount, cost)"


@dataclass(frozen=True, slots=True)
class Database:
    """A database by its SQLAlchemy URL; ``name`` is the one of its kind."""

    name: str
    url: str

    def connect(self) -> Any:
        """Return a connection of the very driver that Shopstat uses, in autocommit."""
        return _CONNECT[self.name](self.url)


@contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    """Give a new SQLite file."""
    file = folder / "shop.db"
    yield Database("sqlite", f"sqlite:///{file}")
    file.unlink(missing_ok=True)


@contextmanager
def postgresql(_: Path) -> Iterator[Database]:
    """Give a new database of the PostgreSQL server; raises ``NotAtHand``."""
    with _on_server("postgresql", POSTGRESQL) as database:
        yield database


@contextmanager
def mariadb(_: Path) -> Iterator[Database]:
    """Give a new database of the MariaDB server; raises ``NotAtHand``."""
    with _on_server("mariadb", MARIADB) as database:
        yield database


DATABASES: dict[str, Callable[[Path], AbstractContextManager[Database]]] = {
    "sqlite": sqlite,
    "postgresql": postgresql,
    "mariadb": mariadb,
}


def fill(database: Database, calls: Path, giant: Path) -> None:
    """Make the two tables and load the files into them."""
    with closing(database.connect()) as connection:
        for table, file in ((CALLS, calls), (GIANT, giant)):
            _FILL[database.name](connection, table, file)


@contextmanager
def _on_server(name: str, kind: Kind) -> Iterator[Database]:
    with at_hand(kind) as server, server.database() as url:
        yield Database(name, url)


def _connect_sqlite(url: str) -> sqlite3.Connection:
    return sqlite3.connect(str(make_url(url).database), isolation_level=None)


def _connect_postgresql(url: str) -> psycopg.Connection[Any]:
    plain = make_url(url).set(drivername="postgresql")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def _connect_mariadb(url: str) -> "pymysql.Connection[Any]":
    address = make_url(url)
    return pymysql.connect(
        host=address.host,
        port=address.port or 3306,
        user=address.username,
        password=address.password or "",
        database=address.database,
        charset="utf8mb4",
        autocommit=True,
        local_infile=True,
    )


_CONNECT: dict[str, Callable[[str], Any]] = {
    "sqlite": _connect_sqlite,
    "postgresql": _connect_postgresql,
    "mariadb": _connect_mariadb,
}


def _fill_sqlite(connection: Any, table: str, file: Path) -> None:
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(_TABLE.format(table=table, key="INTEGER PRIMARY KEY", moment="TEXT"))
    insert = f"INSERT INTO {table} {_COLUMNS} VALUES (?, ?, ?, ?)"  # noqa: S608  our own names
    with file.open(encoding="utf-8") as lines:
        connection.execute("BEGIN")
        connection.executemany(insert, map(_values, lines))
        connection.execute("COMMIT")
    connection.execute(_INDEX.format(table=table))
    connection.execute("ANALYZE")


def _values(line: str) -> list[str | None]:
    return [None if value == r"\N" else value for value in line.rstrip("\n").split("\t")]


def _fill_postgresql(connection: Any, table: str, file: Path) -> None:
    key = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    connection.execute(_TABLE.format(table=table, key=key, moment="TIMESTAMP"))
    copy = connection.cursor().copy(f"COPY {table} {_COLUMNS} FROM STDIN")
    with file.open("rb") as lines, copy as loading:
        while part := lines.read(1 << 20):
            loading.write(part)
    connection.execute(_INDEX.format(table=table))
    connection.execute(f"VACUUM ANALYZE {table}")


def _fill_mariadb(connection: Any, table: str, file: Path) -> None:
    cursor = connection.cursor()
    key = "BIGINT AUTO_INCREMENT PRIMARY KEY"
    cursor.execute(_TABLE.format(table=table, key=key, moment="DATETIME"))
    load = f"LOAD DATA LOCAL INFILE %s INTO TABLE {table} CHARACTER SET utf8mb4 {_COLUMNS}"
    cursor.execute(load, (str(file),))
    cursor.execute(_INDEX.format(table=table))
    cursor.execute(f"ANALYZE TABLE {table}")


_FILL: dict[str, Callable[[Any, str, Path], None]] = {
    "sqlite": _fill_sqlite,
    "postgresql": _fill_postgresql,
    "mariadb": _fill_mariadb,
}
