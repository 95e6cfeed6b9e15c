"""Rows that may be there already: inserted only where they are new, or added to what is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import mysql, postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]


def insert_new(connection: Connection, table: Table, rows: Rows) -> bool:
    """Insert the rows whose keys are not there yet; the database decides, one by one.

    Waits for another transaction that inserts the same key to end. Tells whether some may have been
    there already: MySQL does not say.
    """
    if connection.dialect.name in ("mysql", "mariadb"):
        # INSERT IGNORE would also ignore what does not fit its column
        kept = next(iter(table.primary_key))
        connection.execute(mysql.insert(table).on_duplicate_key_update({kept.name: kept}), rows)
        return True
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    counted = dialect.insert(table).on_conflict_do_nothing()
    result = connection.execute(counted, rows, execution_options={"preserve_rowcount": True})
    return result.rowcount != len(rows)


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
    connection.execute(upsert.on_conflict_do_update(index_elements=key, set_=new), rows)
