"""The tables and columns that a login can see in a shop's database."""

from collections.abc import Iterable, Mapping

from app.database.session import Session
from app.database.statement import Statement

Schema = Mapping[str, frozenset[str]]

_INFORMATION_SCHEMA = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = {}"
)
_COLUMNS = {
    "sqlite": (
        "SELECT found.name, described.name"
        " FROM sqlite_master AS found, pragma_table_info(found.name) AS described"
        " WHERE found.type IN ('table', 'view')"
    ),
    "postgresql": _INFORMATION_SCHEMA.format("ANY (current_schemas(false))"),
    "mysql": _INFORMATION_SCHEMA.format("database()"),
    "mariadb": _INFORMATION_SCHEMA.format("database()"),
}


def read_schema(session: Session) -> Schema:
    """Return the names of the columns by table; raises SourceUnavailable."""
    statement = Statement(_COLUMNS[session.dialect.name], constants={}, order=None)
    columns: dict[str, set[str]] = {}
    for batch in session.fetch(statement):
        for table, column in batch:
            columns.setdefault(table, set()).add(column)
    return {table: frozenset(found) for table, found in columns.items()}


def has_columns(schema: Schema, table: str, columns: Iterable[str]) -> bool:
    """Tell whether the table is there with these columns; their letters' case means nothing."""
    there = {column.lower() for column in schema.get(table, ())}
    return table in schema and {column.lower() for column in columns} <= there
