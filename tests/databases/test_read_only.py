"""The shop's database is safe: a session that reads it cannot write."""

import pytest
from sqlalchemy import create_engine, text

from app.database.driver import Limits
from app.database.faults import SourceUnavailable
from app.database.reading import Readers
from app.database.statement import Statement

WRITES = (
    "INSERT INTO orders VALUES (2)",
    "UPDATE orders SET id = 3",
    "DELETE FROM orders",
    "CREATE TABLE intruder (id INTEGER)",
    "DROP TABLE orders",
)


@pytest.mark.parametrize("write", WRITES)
def test_a_write_is_refused(write: str, any_url: str) -> None:
    _execute(any_url, "CREATE TABLE orders (id INTEGER)", "INSERT INTO orders VALUES (1)")
    readers = Readers(Limits())
    with pytest.raises(SourceUnavailable, match=r"(?i)read.?only"):
        readers.reader(any_url).read(
            lambda session: list(session.fetch(Statement(write, {}, None)))
        )
    readers.close()
    assert _ids(any_url) == [1]


def _execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _ids(url: str) -> list[int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        ids = list(connection.scalars(text("SELECT id FROM orders")))
    engine.dispose()
    return ids
