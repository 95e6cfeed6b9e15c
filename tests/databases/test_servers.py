"""The servers that the stories rest on."""

import socket

import pytest
from sqlalchemy import create_engine, text

from tests.databases.servers import PrivateServer


def test_every_test_has_an_empty_database_that_keeps_any_script(any_url: str) -> None:
    engine = create_engine(any_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE calls (client_id VARCHAR(20))"))
        connection.execute(text("INSERT INTO calls VALUES ('клиент 587-963')"))
        kept = connection.scalars(text("SELECT client_id FROM calls")).all()
    engine.dispose()
    assert kept == ["клиент 587-963"]


def test_a_private_server_stops_and_starts_again(any_server: PrivateServer) -> None:
    any_server.stop(immediate=True)
    assert not any_server.answers()
    any_server.start()
    assert any_server.answers()


def test_a_paused_server_takes_connections_and_stays_silent(any_server: PrivateServer) -> None:
    address = ("127.0.0.1", any_server.port)
    with (
        any_server.paused(),
        socket.create_connection(address, timeout=1) as silent,
        pytest.raises(TimeoutError),
    ):
        silent.recv(1)
    assert any_server.answers()
