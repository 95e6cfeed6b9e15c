"""Rows that may be there already: inserted only where they are new, or added to what is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import mysql, postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]


def insert_new(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert the rows whose keys are not there yet; the database decides, one by one.

    Waits for another transaction that inserts the same key to end.
    """
    match connection.dialect.name:
        case "postgresql":
            _in_one(connection, postgresql.insert(table).on_conflict_do_nothing(), rows)
        case "mysql" | "mariadb":
            # INSERT IGNORE would also ignore what does not fit its column
            unchanged = table.primary_key.columns.values()[0]
            kept = {unchanged.name: unchanged}
            connection.execute(mysql.insert(table).on_duplicate_key_update(kept), rows)
        case _:
            connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)


def add_up(connection: Connection, table: Table, rows: Rows, sums: Sequence[str]) -> None:
    """Add the ``sums`` of each row to those under its primary key, or insert the row."""
    if connection.dialect.name in ("mysql", "mariadb"):
        added = mysql.insert(table)
        new = {name: table.c[name] + added.inserted[name] for name in sums}
        connection.execute(added.on_duplicate_key_update(new), rows)
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    upsert = dialect.insert(table)
    key = [column.name for column in table.primary_key]
    new = {name: table.c[name] + upsert.excluded[name] for name in sums}
    statement = upsert.on_conflict_do_update(index_elements=key, set_=new)
    if dialect is postgresql:
        _in_one(connection, statement, rows)
    else:
        connection.execute(statement, rows)


def _in_one(connection: Connection, insert: postgresql.Insert, rows: Rows) -> None:
    """Insert many rows with one statement, which SQLAlchemy does only where it returns something.

    PostgreSQL takes five times as long for as many statements.
    """
    one = next(iter(insert.table.primary_key))
    connection.execute(insert.returning(one), rows).all()
