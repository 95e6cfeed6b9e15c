"""A look into a shop's database while it is being set up: its tables and their columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Select, literal_column, select, table, text

from app.database.driver import Limits
from app.database.reading import Reader
from app.database.session import Session
from app.database.statement import Statement, compile_statement

_INFORMATION_SCHEMA = (
    "SELECT table_name FROM information_schema.tables WHERE table_schema = {} ORDER BY table_name"
)
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name",
    "postgresql": _INFORMATION_SCHEMA.format("current_schema()"),
    "mysql": _INFORMATION_SCHEMA.format("database()"),
    "mariadb": _INFORMATION_SCHEMA.format("database()"),
}


def tables_of(url: URL) -> list[str]:
    """Return the names of the tables and views; raises SourceUnavailable."""
    statement = Statement(_TABLES[url.get_backend_name()], constants={}, order=None)

    def read(session: Session) -> list[str]:
        return [row[0] for batch in session.fetch(statement) for row in batch]

    with _reader(url) as reader:
        return reader.read(read)


def columns_of(url: URL, name: str) -> list[str]:
    """Return the columns of a table, given as ``table`` or ``schema.table``.

    Raises SourceUnavailable.
    """
    empty = _no_rows_of(name)
    with _reader(url) as reader:
        described = reader.read(
            lambda session: session.describe(compile_statement(empty, session.dialect))
        )
    return [column.name for column in described]


@contextmanager
def _reader(url: URL) -> Iterator[Reader]:
    reader = Reader(url.render_as_string(hide_password=False), Limits(pool_size=1))
    try:
        yield reader
    finally:
        reader.forget_sessions()


def _no_rows_of(name: str) -> Select[Any]:
    *schema, bare = name.split(".")
    rows = table(bare, schema=schema[0] if schema else None)
    return select(literal_column("*")).select_from(rows).where(text("1 = 0"))
