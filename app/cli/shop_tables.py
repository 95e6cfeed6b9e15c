"""A look into a shop's database while it is being set up: its tables and their columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The tables and views of a database, and whether the login could write to them."""

    tables: list[str]
    may_write: bool


def first_look(url: URL) -> FirstLook:
    """Look whether a database answers, and what this login sees there; raises SourceUnavailable."""
    statement = Statement(_TABLES[url.get_backend_name()], constants={}, order=None)

    def look(session: Session) -> FirstLook:
        tables = [table for (table,) in session.rows(statement)]
        return FirstLook(tables, session.may_write())

    with one_reader(url) as reader:
        return reader.read(look)


def columns_of(url: URL, name: str) -> list[str]:
    """Return the columns of a table, given as ``table`` or ``schema.table``.

    Raises SourceUnavailable.
    """
    empty = _no_rows_of(name)
    with one_reader(url) as reader:
        described = reader.read(
            lambda session: session.describe(compile_statement(empty, session.dialect))
        )
    return [column.name for column in described]


@contextmanager
def one_reader(url: URL) -> Iterator[Reader]:
    """Give a reader of one session, closed afterwards."""
    reader = Reader(url.render_as_string(hide_password=False), Limits(pool_size=1))
    try:
        yield reader
    finally:
        reader.forget_sessions()


def _no_rows_of(name: str) -> Select[Any]:
    *schema, bare = name.split(".")
    rows = table(bare, schema=schema[0] if schema else None)
    return select(literal_column("*")).select_from(rows).where(text("1 = 0"))
