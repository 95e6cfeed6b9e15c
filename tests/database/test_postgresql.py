"""PostgreSQL: what each of its errors means, and that no wait for it is without end."""

import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.engine.default import DefaultDialect

from app.database.faults import SourceFault, SourceUnavailable
from app.database.postgresql import PostgreSQL
from app.database.reading import Reader
from app.database.session import Session
from app.database.statement import Statement
from tests.databases.servers import Server
from tests.shops_made import BRIEF_QUERIES, GOOD_TIME_SECONDS, QUICK, a_reader, all_rows, execute

# PostgreSQL documentation, 55.7 "Message Formats": AuthenticationOk, then ReadyForQuery.
WELCOME = b"R\x00\x00\x00\x08\x00\x00\x00\x00" + b"Z\x00\x00\x00\x05I"


@pytest.fixture
def reader(postgresql_url: str) -> Iterator[Reader]:
    with a_reader(postgresql_url) as made:
        yield made


@contextmanager
def a_login(url: str, right: str) -> Iterator[str]:
    """A login of its own that has one right on the table ``calls``: its name."""
    name = f"shopstat_test_{uuid.uuid4().hex}"
    execute(url, f"CREATE ROLE {name} LOGIN", f"GRANT {right} ON calls TO {name}")
    try:
        yield name
    finally:
        execute(url, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def url_of(login: str, url: str) -> str:
    return make_url(url).set(username=login).render_as_string(hide_password=False)


def fault(reader: Reader, statement: str = "SELECT 1") -> SourceFault:
    with pytest.raises(SourceUnavailable) as caught:
        reader.read(all_rows(statement))
    return caught.value.fault


def seconds_until_unreachable(port: int) -> float:
    begun = time.monotonic()
    with a_reader(f"postgresql+psycopg://u:secret@127.0.0.1:{port}/shop", QUICK) as reader:
        assert fault(reader) is SourceFault.UNREACHABLE
    return time.monotonic() - begun


def test_rows_arrive_in_batches(reader: Reader) -> None:
    statement = Statement("SELECT generate_series(1, 4500)", {}, None)
    batches = reader.read(lambda session: [len(batch) for batch in session.fetch(statement)])
    assert batches == [500] * 9


def test_a_failure_half_way_through_the_rows_is_a_fault_and_costs_the_session(
    reader: Reader,
) -> None:
    backend = reader.read(all_rows("SELECT pg_backend_pid()"))
    half = "SELECT 1 / (9000 - n) FROM generate_series(1, 10000) AS n"
    assert fault(reader, half) is SourceFault.DATA
    assert reader.read(all_rows("SELECT pg_backend_pid()")) != backend


def test_a_session_thinks_in_utc_and_utf8(reader: Reader) -> None:
    shown = "SELECT current_setting('TimeZone'), current_setting('client_encoding')"
    assert reader.read(all_rows(shown)) == [("UTC", "UTF8")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT gone FROM calls", SourceFault.SCHEMA),
        ("SELECT * FROM gone", SourceFault.SCHEMA),
        ("SELECT * FROM gone.calls", SourceFault.SCHEMA),
        ("SELECT gone(1)", SourceFault.SCHEMA),
        ("SELEC", SourceFault.SCHEMA),
        ("SELECT 1 WHERE 'a' = 1", SourceFault.DATA),
        ("SELECT (SELECT generate_series(1, 2))", SourceFault.DATA),
        ("SELECT CAST(CAST('NaN' AS NUMERIC) AS BIGINT)", SourceFault.DATA),
        ("SELECT pg_terminate_backend(pg_backend_pid())", SourceFault.UNREACHABLE),
    ],
)
def test_an_error_has_its_fault(
    postgresql_url: str, reader: Reader, statement: str, expected: SourceFault
) -> None:
    execute(postgresql_url, "CREATE TABLE calls (id INT)")
    assert fault(reader, statement) is expected


def test_a_query_that_takes_too_long_is_past_its_deadline(postgresql_url: str) -> None:
    with a_reader(postgresql_url, BRIEF_QUERIES) as reader:
        assert fault(reader, "SELECT pg_sleep(60)") is SourceFault.DEADLINE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('FATAL:  password authentication failed for user "u"', SourceFault.REFUSED),
        ('ВАЖНО:  пользователь "u" не прошёл проверку подлинности (Peer)', SourceFault.REFUSED),
        ('FATAL:  no pg_hba.conf entry for host "h", user "u"', SourceFault.REFUSED),
        ('ВАЖНО:  в pg_hba.conf нет записи для компьютера "h"', SourceFault.REFUSED),
        ('FATAL:  role "u" does not exist', SourceFault.REFUSED),
        ('ВАЖНО:  роль "u" не существует', SourceFault.REFUSED),
        ('FATAL:  role "u" is not permitted to log in', SourceFault.REFUSED),
        ('ВАЖНО:  для роли "u" вход запрещён', SourceFault.REFUSED),
        ('FATAL:  database "d" does not exist', SourceFault.SCHEMA),
        ('ВАЖНО:  база данных "d" не существует', SourceFault.SCHEMA),
        ("FATAL:  sorry, too many clients already", SourceFault.BUSY),
        ("ВАЖНО:  извините, уже слишком много клиентов", SourceFault.BUSY),
        ("Connection refused", SourceFault.UNREACHABLE),
    ],
)
def test_a_refusal_while_connecting_is_told_by_its_words(words: str, expected: SourceFault) -> None:
    assert PostgreSQL().fault_of(psycopg.OperationalError(words)) is expected


def test_text_in_another_encoding_is_a_fault_of_the_data() -> None:
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    assert PostgreSQL().fault_of(error) is SourceFault.DATA


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        ("database", "gone", SourceFault.SCHEMA),
        ("username", "gone", SourceFault.REFUSED),
        ("port", 1, SourceFault.UNREACHABLE),
    ],
)
def test_a_wrong_part_of_the_url_is_told(
    postgresql_url: str, part: str, value: object, expected: SourceFault
) -> None:
    url = make_url(postgresql_url).set(**{part: value})  # type: ignore[arg-type]
    with a_reader(url.render_as_string(hide_password=False)) as reader:
        assert fault(reader) is expected


def test_a_right_that_was_taken_away_is_a_refusal(postgresql_url: str) -> None:
    execute(postgresql_url, "CREATE TABLE calls (id INT)")
    with (
        a_login(postgresql_url, "SELECT") as login,
        a_reader(url_of(login, postgresql_url)) as reader,
    ):
        assert reader.read(all_rows("SELECT * FROM calls")) == []
        execute(postgresql_url, f"REVOKE ALL ON calls FROM {login}")
        assert fault(reader, "SELECT * FROM calls") is SourceFault.REFUSED


@pytest.mark.parametrize(("right", "writes"), [("SELECT", False), ("SELECT, DELETE", True)])
def test_a_login_that_may_write_is_told(postgresql_url: str, right: str, writes: bool) -> None:
    execute(postgresql_url, "CREATE TABLE calls (id INT)")
    with (
        a_login(postgresql_url, right) as login,
        a_reader(url_of(login, postgresql_url)) as reader,
    ):
        assert reader.read(Session.may_write) is writes


def test_tables_that_are_read_whole_are_named(postgresql_url: str, reader: Reader) -> None:
    execute(postgresql_url, "CREATE TABLE calls (id INT PRIMARY KEY, at INT)")
    by_index = Statement("SELECT * FROM calls WHERE id > %(since)s", {}, None)
    whole = Statement("SELECT * FROM calls AS c WHERE at > %(since)s", {}, None)
    assert reader.read(lambda session: session.plan(by_index, since=1).scanned) == []
    assert reader.read(lambda session: session.plan(whole, since=1).scanned) == ["calls"]


def test_the_columns_of_a_statement_are_described(reader: Reader) -> None:
    statement = Statement('SELECT 1 AS client_id, 2 AS "Revenue" WHERE false', {}, None)
    described = reader.read(lambda session: session.describe(statement))
    assert [column.name for column in described] == ["client_id", "Revenue"]


def test_a_server_that_says_nothing_is_left_in_time(silent_port: int) -> None:
    # libpq waits two seconds at least (PostgreSQL documentation, 34.1.2, connect_timeout)
    assert seconds_until_unreachable(silent_port) < GOOD_TIME_SECONDS


def test_a_server_that_falls_silent_after_the_login_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def welcome() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(WELCOME)
                while connection.recv(1000):
                    pass

        host = threading.Thread(target=welcome)
        host.start()
        assert seconds_until_unreachable(server.getsockname()[1]) < GOOD_TIME_SECONDS
        host.join(GOOD_TIME_SECONDS)
    assert not host.is_alive()


def test_a_reader_that_waits_is_woken_at_the_deadline(postgresql: Server) -> None:
    """The server's own deadline is switched off, as if it were frozen."""
    connection = PostgreSQL().connect(make_url(postgresql.url), BRIEF_QUERIES)
    connection.execute("SET statement_timeout = 0")
    session = Session(connection, PostgreSQL(), DefaultDialect(), BRIEF_QUERIES)
    begun = time.monotonic()
    with pytest.raises(SourceUnavailable) as caught:
        list(session.fetch(Statement("SELECT pg_sleep(60)", {}, None)))
    assert caught.value.fault is SourceFault.DEADLINE
    assert time.monotonic() - begun < GOOD_TIME_SECONDS
    connection.close()


def test_the_password_is_not_in_the_error(postgresql_url: str) -> None:
    url = make_url(postgresql_url).set(username="gone", password="s3cret")
    with (
        a_reader(url.render_as_string(hide_password=False)) as reader,
        pytest.raises(SourceUnavailable) as caught,
    ):
        reader.read(all_rows("SELECT 1"))
    assert "s3cret" not in str(caught.value)
