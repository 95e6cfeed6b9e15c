"""A ledger at the current schema: on each kind of database, or on SQLite alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from app.accounts import passwords
from app.database.writing import open_writing
from app.ledger.schema import upgrade

_IN_EARNEST = passwords._HASHER


@pytest.fixture(autouse=True)
def _hashing_in_earnest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as a server does."""
    monkeypatch.setattr(passwords, "_HASHER", _IN_EARNEST)


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
