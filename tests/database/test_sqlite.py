"""SQLite files: never written, never created, noticed when another file takes their place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.database.faults import SourceFault, SourceUnavailable
from app.database.reading import Reader
from app.database.session import Session
from app.database.statement import Statement
from tests.shops_made import BRIEF_QUERIES, QUICK, a_reader, all_rows

ENDLESS = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i FROM n) SELECT max(i) FROM n"
COUNT = "SELECT client_id FROM calls"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A shop's file with one call; its name holds what a URI would misread."""
    return a_file(tmp_path / "магазин №1 100%?#.db", "587-963")


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{str(file).replace('%', '%25').replace('?', '%3F')}"


@pytest.fixture
def reader(url: str) -> Iterator[Reader]:
    with a_reader(url) as made:
        yield made


def a_file(path: Path, client_id: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE calls (client_id TEXT, at TEXT)")
        connection.execute("INSERT INTO calls VALUES (?, '2026')", (client_id,))
        connection.commit()
    return path


def fault(reader: Reader, statement: str = COUNT) -> SourceFault:
    with pytest.raises(SourceUnavailable) as caught:
        reader.read(all_rows(statement))
    return caught.value.fault


def test_a_file_is_read(reader: Reader) -> None:
    assert reader.read(all_rows(COUNT)) == [("587-963",)]


def test_a_missing_file_is_unreachable_and_not_created(tmp_path: Path) -> None:
    with a_reader(f"sqlite:///{tmp_path / 'none.db'}") as reader:
        assert fault(reader) is SourceFault.UNREACHABLE
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"no database at all" * 100)
    with a_reader(f"sqlite:///{tmp_path / 'shop.db'}") as reader:
        assert fault(reader) is SourceFault.UNREACHABLE


def test_a_file_put_in_its_place_is_read_from_the_next_question_on(
    reader: Reader, file: Path
) -> None:
    reader.read(lambda session: reader.read(all_rows(COUNT)))
    a_file(file.with_suffix(".new"), "111-222").rename(file)
    both = reader.read(lambda session: [all_rows(COUNT)(session), reader.read(all_rows(COUNT))])
    assert both == [[("111-222",)], [("111-222",)]]


def test_a_file_that_is_taken_away_is_unreachable_until_it_is_back(
    reader: Reader, file: Path
) -> None:
    reader.read(all_rows(COUNT))
    away = file.rename(file.with_suffix(".away"))
    assert fault(reader) is SourceFault.UNREACHABLE
    away.rename(file)
    assert reader.read(all_rows(COUNT)) == [("587-963",)]


def test_a_locked_file_is_busy_after_a_bounded_wait(url: str, file: Path) -> None:
    with a_reader(url, QUICK) as reader:
        with closing(sqlite3.connect(file, isolation_level=None)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            assert fault(reader) is SourceFault.BUSY
        assert reader.read(all_rows(COUNT)) == [("587-963",)]


def test_an_endless_query_ends_at_the_deadline(url: str) -> None:
    with a_reader(url, BRIEF_QUERIES) as reader:
        assert fault(reader, ENDLESS) is SourceFault.DEADLINE


def test_a_description_that_does_not_end_is_interrupted(url: str) -> None:
    endless = Statement(f"SELECT ({ENDLESS})", {}, ())
    with a_reader(url, BRIEF_QUERIES) as reader, pytest.raises(SourceUnavailable) as caught:
        reader.read(lambda session: session.describe(endless))
    assert caught.value.fault is SourceFault.DEADLINE


@pytest.mark.parametrize("statement", ["SELECT gone FROM calls", "SELECT 1 FROM gone", "SELEC"])
def test_a_name_that_is_gone_is_a_fault_of_the_schema(reader: Reader, statement: str) -> None:
    assert fault(reader, statement) is SourceFault.SCHEMA


@pytest.mark.parametrize("broken", [1, 2_000, 2_001, 4_500])
def test_text_that_is_no_utf8_is_read_as_far_as_it_goes(reader: Reader, broken: int) -> None:
    """Wherever it is met, also behind rows that were handed over: each row comes once."""
    numbered = (
        "WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 4500) "  # noqa: S608
        f"SELECT n, iif(n = {broken}, CAST(x'ff' AS TEXT), 'text') FROM row"
    )
    rows = [(n, "\ufffd" if n == broken else "text") for n in range(1, 4_501)]

    assert reader.read(all_rows(numbered)) == rows
    assert reader.read(all_rows(numbered)) == rows


def test_the_columns_of_a_statement_are_described(reader: Reader) -> None:
    statement = Statement('SELECT client_id, 1 AS "Revenue" FROM calls WHERE 0', {}, ())
    described = reader.read(lambda session: session.describe(statement))
    assert [column.name for column in described] == ["client_id", "Revenue"]


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("SELECT * FROM calls WHERE at > '2026'", ["calls"]),
        ("SELECT * FROM calls WHERE client_id > '2026'", []),
        ("SELECT count(client_id) FROM calls", ["calls"]),
        ("WITH paid AS (SELECT at FROM calls LIMIT 9) SELECT * FROM paid", ["calls"]),
        ("SELECT * FROM (SELECT * FROM calls LIMIT 5) AS sale WHERE at > ''", ["calls"]),
        ("SELECT * FROM sale", ["sale"]),
    ],
)
def test_tables_that_are_read_whole_are_named(
    reader: Reader, file: Path, statement: str, tables: list[str]
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE INDEX calls_client_id ON calls (client_id)")
        connection.execute("CREATE TABLE sale (at TEXT)")
    scans = Statement(statement, {}, ())
    assert reader.read(lambda session: session.plan(scans).scanned) == tables


def test_a_file_has_no_login_that_could_write(reader: Reader) -> None:
    assert reader.read(Session.may_write) is False


def test_a_write_is_refused(reader: Reader) -> None:
    with pytest.raises(SourceUnavailable, match="readonly"):
        reader.read(all_rows("DELETE FROM calls"))
    assert reader.read(all_rows(COUNT)) == [("587-963",)]
