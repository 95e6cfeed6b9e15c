"""Databases for every test that asks for one: empty, its own, gone afterwards; cheap hashing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords
from tests.databases.kinds import MARIADB, POSTGRESQL
from tests.databases.servers import (
    NOT_AT_HAND,
    NotAtHand,
    PrivateServer,
    Server,
    at_hand,
    private,
)


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashing() -> Iterator[None]:
    """Hash passwords at next to no cost; those under ``accounts`` are hashed as in earnest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
        yield


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def postgresql_url(postgresql: Server) -> Iterator[str]:
    """URL of an empty PostgreSQL database."""
    with postgresql.database() as url:
        yield url


@pytest.fixture
def mariadb_url(mariadb: Server) -> Iterator[str]:
    """URL of an empty MariaDB database."""
    with mariadb.database() as url:
        yield url


@pytest.fixture
def private_postgresql() -> Iterator[PrivateServer]:
    """A PostgreSQL server that the test may stop, start, pause and resume."""
    with or_skip(), private(POSTGRESQL) as server:
        yield server


@pytest.fixture
def private_mariadb() -> Iterator[PrivateServer]:
    """A MariaDB server that the test may stop, start, pause and resume."""
    with or_skip(), private(MARIADB) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The PostgreSQL server that the tests of this run share."""
    with or_skip(), at_hand(POSTGRESQL) as server:
        yield server


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Server]:
    """The MariaDB server that the tests of this run share."""
    with or_skip(), at_hand(MARIADB) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when tests on a real database did not run."""
    skipped = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    unproven = sum(NOT_AT_HAND in reason for reason in skipped)
    if unproven:
        terminalreporter.section("DATABASES WERE NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{unproven} tests had {NOT_AT_HAND}; the reasons above say the cure")


@contextmanager
def or_skip() -> Iterator[None]:
    """Skip without a server, but fail under CI, where every promise must be proven."""
    try:
        yield
    except NotAtHand as absent:
        if os.environ.get("CI"):
            pytest.fail(str(absent), pytrace=False)
        pytest.skip(str(absent))
