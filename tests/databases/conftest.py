"""Each test here that asks for ``any_url`` or ``any_server`` runs on every kind of database."""

import pytest

from tests.databases.servers import PrivateServer


@pytest.fixture(params=["sqlite_url", "postgresql_url", "mariadb_url"])
def any_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database of each kind in turn."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(params=["private_postgresql", "private_mariadb"])
def any_server(request: pytest.FixtureRequest) -> PrivateServer:
    """A server of each kind in turn, which the test may stop or pause; its zone is not UTC."""
    server: PrivateServer = request.getfixturevalue(request.param)
    return server
