"""Each drill that asks for ``server`` runs on every kind of server, as its only user."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.conftest import or_skip
from tests.databases.kinds import MARIADB, POSTGRESQL
from tests.databases.servers import PrivateServer, private
from tests.drills.logins import Login, login_on
from tests.drills.shop import execute, fill

ASK_FOR_PASSWORDS = """
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""


@pytest.fixture(params=["drilled_postgresql", "drilled_mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[PrivateServer]:
    """A server of each kind in turn; it runs again afterwards, whatever the drill did to it."""
    server: PrivateServer = request.getfixturevalue(request.param)
    yield server
    if not server.answers():
        server.stop(immediate=True)
        server.start()


@pytest.fixture
def owner_url(server: PrivateServer) -> Iterator[str]:
    """URL of a database with the shop's calls, with every right."""
    with server.database() as url:
        fill(url)
        yield url


@pytest.fixture
def login(owner_url: str) -> Iterator[Login]:
    """A login that may read the calls and nothing else."""
    with login_on(owner_url) as login:
        yield login


@pytest.fixture(scope="session")
def drilled_postgresql() -> Iterator[PrivateServer]:
    """A PostgreSQL server that asks for passwords."""
    with or_skip(), private(POSTGRESQL) as server:
        _ask_for_passwords(server)
        yield server


@pytest.fixture(scope="session")
def drilled_mariadb() -> Iterator[PrivateServer]:
    """A MariaDB server."""
    with or_skip(), private(MARIADB) as server:
        yield server


def _ask_for_passwords(server: PrivateServer) -> None:
    engine = create_engine(server.url)
    with engine.connect() as connection:
        rules = Path(connection.exec_driver_sql("SHOW hba_file").scalar_one())
    engine.dispose()
    rules.write_text(ASK_FOR_PASSWORDS, encoding="utf-8")
    execute(server.url, "SELECT pg_reload_conf()")
