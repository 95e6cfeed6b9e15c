"""Servers to ask: one that several tests share, one that a test may disturb."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.served import served


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A server whose shops nobody changes."""
    with served(tmp_path_factory.mktemp("instance")) as client:
        yield client


@pytest.fixture
def own(tmp_path: Path) -> Iterator[FlaskClient]:
    """A server of the test's own; its instance is ``tmp_path``."""
    with served(tmp_path) as client:
        yield client


@pytest.fixture(params=["sqlite_url", "postgresql_url", "mariadb_url"])
def any_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database of each kind in turn."""
    return str(request.getfixturevalue(request.param))
