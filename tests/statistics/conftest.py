"""Each test here that asks for ``any_url`` runs on every kind of database."""

import pytest


@pytest.fixture(params=["sqlite_url", "postgresql_url", "mariadb_url"])
def any_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database of each kind in turn."""
    url: str = request.getfixturevalue(request.param)
    return url
