"""MySQL and MariaDB: what each of their errors means, and that no wait is without end."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pymysql
import pytest
from sqlalchemy import make_url
from sqlalchemy.engine.default import DefaultDialect

from app.database.faults import SourceFault, SourceUnavailable
from app.database.mysql import MySQL
from app.database.mysql_plan import estimated
from app.database.reading import Reader
from app.database.session import Session
from app.database.statement import Statement
from tests.databases.servers import PrivateServer, Server
from tests.shops_made import BRIEF_QUERIES, GOOD_TIME_SECONDS, QUICK, a_reader, all_rows, execute


@pytest.fixture
def reader(mariadb_url: str) -> Iterator[Reader]:
    with a_reader(mariadb_url) as made:
        yield made


@contextmanager
def a_login(url: str, grant: str) -> Iterator[str]:
    """A login of its own with the password ``right``: its name; ``{}`` in a grant is it."""
    name = f"t{uuid.uuid4().hex[:20]}"
    execute(url, f"CREATE USER {name}@'127.0.0.1' IDENTIFIED BY 'right'")
    try:
        execute(url, f"{grant} TO {name}@'127.0.0.1'")
        yield name
    finally:
        execute(url, f"DROP USER {name}@'127.0.0.1'")


def url_of(login: str, url: str) -> str:
    own = make_url(url).set(username=login, password="right")
    return own.render_as_string(hide_password=False)


def fault(reader: Reader, statement: str = "SELECT 1") -> SourceFault:
    with pytest.raises(SourceUnavailable) as caught:
        reader.read(all_rows(statement))
    return caught.value.fault


def test_rows_arrive_in_batches(reader: Reader) -> None:
    statement = Statement("SELECT seq FROM seq_1_to_4500", {}, ())
    batches = reader.read(lambda session: [len(batch) for batch in session.fetch(statement)])
    assert batches == [2000, 2000, 500]


def test_a_failure_half_way_through_the_rows_is_a_fault_and_hurts_nobody_after(
    reader: Reader,
) -> None:
    half = "SELECT exp(seq - 9000 + 700) FROM seq_1_to_10000"
    assert fault(reader, half) is SourceFault.DATA
    assert reader.read(all_rows("SELECT 587963")) == [(587963,)]


def test_a_session_thinks_in_utc_and_utf8(reader: Reader) -> None:
    shown = "SELECT @@time_zone, @@character_set_connection"
    assert reader.read(all_rows(shown)) == [("+00:00", "utf8mb4")]


def test_no_default_of_the_server_cuts_a_result(private_mariadb: PrivateServer) -> None:
    with private_mariadb.database() as url:
        execute(url, "SET GLOBAL sql_select_limit = 2")
        with a_reader(url) as reader:
            assert len(reader.read(all_rows("SELECT seq FROM seq_1_to_3"))) == 3


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT gone FROM calls", SourceFault.SCHEMA),
        ("SELECT * FROM gone", SourceFault.SCHEMA),
        ("SELECT * FROM gone.calls", SourceFault.SCHEMA),
        ("SELECT gone(1)", SourceFault.SCHEMA),
        ("SELEC", SourceFault.SCHEMA),
        ("SELECT * FROM (SELECT id, id FROM calls) AS sale", SourceFault.SCHEMA),
        ("SELECT id FROM calls JOIN calls AS other", SourceFault.SCHEMA),
        ("SELECT id FROM calls UNION SELECT 1, 2", SourceFault.SCHEMA),
        ("SELECT (SELECT seq FROM seq_1_to_2)", SourceFault.DATA),
        ("SELECT exp(1000)", SourceFault.DATA),
        ("KILL CONNECTION_ID()", SourceFault.UNREACHABLE),
    ],
)
def test_an_error_has_its_fault(
    mariadb_url: str, reader: Reader, statement: str, expected: SourceFault
) -> None:
    execute(mariadb_url, "CREATE TABLE calls (id INT)")
    assert fault(reader, statement) is expected


def test_a_query_that_takes_too_long_is_past_its_deadline(mariadb_url: str) -> None:
    with a_reader(mariadb_url, BRIEF_QUERIES) as reader:
        assert fault(reader, "SELECT sleep(60)") is SourceFault.DEADLINE


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (pymysql.OperationalError(1040, "Too many connections"), SourceFault.BUSY),
        (pymysql.OperationalError(3024, "maximum execution time exceeded"), SourceFault.DEADLINE),
        (pymysql.OperationalError(2013, "Lost connection"), SourceFault.UNREACHABLE),
        (pymysql.OperationalError(1053, "Server shutdown in progress"), SourceFault.UNREACHABLE),
        (pymysql.DataError(1406, "Data too long"), SourceFault.DATA),
        (pymysql.InterfaceError(), SourceFault.UNREACHABLE),
    ],
)
def test_an_error_of_the_driver_has_its_fault(error: Exception, expected: SourceFault) -> None:
    assert MySQL().fault_of(error) is expected


@pytest.mark.parametrize("told", [4, "4", "4 (14%)"])
def test_the_rows_of_a_plan_are_read_with_and_without_a_filter(told: object) -> None:
    assert estimated(told) == 4


def test_a_wrong_password_is_a_refusal(mariadb_url: str) -> None:
    with (
        a_login(mariadb_url, "GRANT SELECT ON *.*") as login,
        a_reader(url_of(login, mariadb_url).replace("right", "wr0ng")) as reader,
        pytest.raises(SourceUnavailable) as caught,
    ):
        reader.read(all_rows("SELECT 1"))
    assert caught.value.fault is SourceFault.REFUSED
    assert "wr0ng" not in str(caught.value)


def test_an_unknown_database_is_a_fault_of_the_schema(mariadb_url: str) -> None:
    url = make_url(mariadb_url).set(database="gone").render_as_string(hide_password=False)
    with a_reader(url) as reader:
        assert fault(reader) is SourceFault.SCHEMA


def test_a_right_that_was_taken_away_is_a_refusal(mariadb_url: str) -> None:
    execute(mariadb_url, "CREATE TABLE calls (id INT)", "CREATE TABLE others (id INT)")
    with (
        a_login(mariadb_url, "GRANT SELECT ON calls") as login,
        a_reader(url_of(login, mariadb_url)) as reader,
    ):
        assert reader.read(all_rows("SELECT * FROM calls")) == []
        assert fault(reader, "SELECT * FROM others") is SourceFault.REFUSED
        execute(mariadb_url, f"REVOKE ALL ON calls FROM {login}@'127.0.0.1'")
        assert fault(reader, "SELECT * FROM calls") is SourceFault.REFUSED


@pytest.mark.parametrize(
    ("grant", "writes"),
    [
        ("GRANT SELECT ON calls", False),
        ("GRANT SELECT ON *.*", False),
        ("GRANT SELECT, DELETE ON calls", True),
        ("GRANT INSERT ON *.*", True),
    ],
)
def test_a_login_that_may_write_is_told(mariadb_url: str, grant: str, writes: bool) -> None:
    execute(mariadb_url, "CREATE TABLE calls (id INT)")
    with (
        a_login(mariadb_url, grant) as login,
        a_reader(url_of(login, mariadb_url)) as reader,
    ):
        assert reader.read(Session.may_write) is writes


def test_tables_that_are_read_whole_are_named(mariadb_url: str, reader: Reader) -> None:
    execute(mariadb_url, "CREATE TABLE calls (id INT PRIMARY KEY, at INT)")
    execute(mariadb_url, "INSERT INTO calls SELECT seq, seq FROM seq_1_to_100")
    by_index = Statement("SELECT * FROM calls WHERE id > %s", {}, ("since",))
    whole = Statement("SELECT * FROM calls WHERE at > %s", {}, ("since",))
    assert reader.read(lambda session: session.plan(by_index, since=1).scanned) == []
    assert reader.read(lambda session: session.plan(whole, since=1).scanned) == ["calls"]


def test_the_columns_of_a_statement_are_described(reader: Reader) -> None:
    statement = Statement("SELECT 1 AS client_id, 2 AS Revenue WHERE 1 = 0", {}, ())
    described = reader.read(lambda session: session.describe(statement))
    assert [column.name for column in described] == ["client_id", "Revenue"]


def test_a_server_that_says_nothing_is_left_in_time(silent_port: int) -> None:
    begun = time.monotonic()
    with a_reader(f"mysql+pymysql://u:secret@127.0.0.1:{silent_port}/shop", QUICK) as reader:
        assert fault(reader) is SourceFault.UNREACHABLE
    assert time.monotonic() - begun < GOOD_TIME_SECONDS


def test_a_reader_that_waits_is_woken_at_the_deadline(mariadb: Server) -> None:
    """The server's own deadline is switched off, as if it were frozen."""
    connection = MySQL().connect(make_url(mariadb.url), BRIEF_QUERIES)
    session = Session(connection, MySQL(), DefaultDialect(), BRIEF_QUERIES)
    without_deadline = "SET STATEMENT max_statement_time = 0 FOR SELECT sleep(60)"
    begun = time.monotonic()
    with pytest.raises(SourceUnavailable) as caught:
        list(session.fetch(Statement(without_deadline, {}, ())))
    assert caught.value.fault is SourceFault.DEADLINE
    assert time.monotonic() - begun < GOOD_TIME_SECONDS
    connection.close()
