"""A ledger at the current schema: on each kind of database, or on SQLite alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from app.database.writing import open_writing
from app.ledger.schema import upgrade
from tests.databases.installation import hashing_in_earnest


@pytest.fixture(autouse=True)
def _in_earnest() -> Iterator[None]:
    with hashing_in_earnest():
        yield


@pytest.fixture(params=["sqlite_url", "postgresql_url", "mariadb_url"])
def every_ledger(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The ledger on each kind of database in turn."""
    with _ledger(str(request.getfixturevalue(request.param))) as engine:
        yield engine


@pytest.fixture
def ledger(sqlite_url: str) -> Iterator[Engine]:
    """The ledger on SQLite."""
    with _ledger(sqlite_url) as engine:
        yield engine


@contextmanager
def _ledger(url: str) -> Iterator[Engine]:
    engine = open_writing(url)
    upgrade(engine)
    yield engine
    engine.dispose()
