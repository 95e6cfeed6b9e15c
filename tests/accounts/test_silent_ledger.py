"""A ledger on a server that is silent but connected: logins end in good time, and recover."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, literal, select

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.login import Login
from app.accounts.passwords import hash_password
from app.database import writing as writing_room
from app.database.statement import compile_statement
from app.database.writing import (
    ANSWER_SECONDS,
    LedgerUnavailable,
    fetch,
    open_writing,
    reading,
    writing,
)
from app.ledger.schema import upgrade
from tests.databases.servers import PrivateServer

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEMO = Account("demo", "north", frozenset({Role.PULL}))
PASSWORD = "correct horse"
GOOD_TIME_SECONDS = 20  # a few times the deadlines, for a machine that has other things to do


@pytest.fixture(params=["private_postgresql", "private_mariadb"])
def server(request: pytest.FixtureRequest) -> PrivateServer:
    """Each kind of server in turn, the test's own."""
    server: PrivateServer = request.getfixturevalue(request.param)
    return server


@pytest.fixture
def ledger(server: PrivateServer) -> Iterator[Engine]:
    """A ledger with the account ``demo`` and an idle connection."""
    with server.database() as url:
        engine = open_writing(url)
        upgrade(engine)
        with writing(engine) as connection:
            store.add(connection, DEMO, hash_password(PASSWORD), NOON)
        yield engine
        engine.dispose()


@contextmanager
def in_good_time() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < GOOD_TIME_SECONDS


def test_a_silent_server_is_an_unavailable_ledger_and_recovers_by_itself(
    server: PrivateServer, ledger: Engine
) -> None:
    login = Login(ledger, now=lambda: NOON)
    before = login.check("demo", PASSWORD)
    with server.paused():
        for _ in ("with an idle connection", "with a new one"):
            with in_good_time(), pytest.raises(LedgerUnavailable):
                login.check("demo", PASSWORD)
    assert (before, login.check("demo", PASSWORD)) == (DEMO, DEMO)


def test_a_server_that_falls_silent_during_a_statement_is_an_unavailable_ledger(
    server: PrivateServer, ledger: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = Login(ledger, now=lambda: NOON)
    with ExitStack() as silence, monkeypatch.context() as patch:
        patch.setattr(ledger.dialect, "do_ping", lambda _: silence.enter_context(server.paused()))
        with in_good_time(), pytest.raises(LedgerUnavailable):
            login.check("demo", PASSWORD)
    assert login.check("demo", PASSWORD) == DEMO


def test_a_server_that_falls_silent_after_its_answer_is_an_unavailable_ledger(
    server: PrivateServer, ledger: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What still waits then is the end of the transaction."""
    statement = compile_statement(select(literal(1)), ledger.dialect)
    answered = writing_room._rows

    def answer_and_fall_silent(*given: Any) -> Any:
        rows = answered(*given)
        silence.enter_context(server.paused())
        return rows

    with ExitStack() as silence, monkeypatch.context() as patch:
        patch.setattr(writing_room, "_rows", answer_and_fall_silent)
        with in_good_time(), pytest.raises(LedgerUnavailable):
            fetch(ledger, statement)
    assert list(fetch(ledger, statement)) == [(1,)]


@pytest.mark.parametrize(
    "transaction", [reading, partial(writing, seconds=1)], ids=["reading", "writing"]
)
def test_a_transaction_ends_when_the_server_falls_silent_in_it(
    server: PrivateServer,
    ledger: Engine,
    transaction: Callable[[Engine], AbstractContextManager[Connection]],
) -> None:
    with (
        ExitStack() as silence,
        in_good_time(),
        pytest.raises(LedgerUnavailable),
        transaction(ledger) as connection,
    ):
        silence.enter_context(server.paused())
        connection.execute(select(literal(1)))
    with transaction(ledger) as connection:
        assert connection.scalar(select(literal(1))) == 1


def test_a_restarted_server_is_not_noticed(server: PrivateServer, ledger: Engine) -> None:
    login = Login(ledger, now=lambda: NOON)
    before = login.check("demo", PASSWORD)
    server.stop(immediate=True)
    server.start()
    assert (before, login.check("demo", PASSWORD)) == (DEMO, DEMO)


def test_a_long_statement_of_an_upgrade_is_left_alone(
    server: PrivateServer, ledger: Engine
) -> None:
    pause = "pg_sleep" if ledger.dialect.name == "postgresql" else "sleep"
    with writing(ledger, seconds=None) as connection:
        slept = connection.exec_driver_sql(f"SELECT {pause}({ANSWER_SECONDS + 1})").all()
    assert len(slept) == 1
