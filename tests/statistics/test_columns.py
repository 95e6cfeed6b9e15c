"""Columns that cannot fit: told at once, never an empty list or zeros for ever."""

import pytest

from app.database.faults import SourceUnavailable
from app.shops.source import Scalar, TimeKind
from tests.shops_made import NOON, a_calls_table, a_select, a_table, answered, execute

TIMES = [
    ("postgresql_url", "TIMESTAMP", {"utc", "local", "date"}),
    ("postgresql_url", "TIMESTAMPTZ", {"tz", "mysql-ts", "utc"}),
    ("postgresql_url", "DATE", {"date"}),
    ("postgresql_url", "INT", {"unix"}),
    ("postgresql_url", "BIGINT", {"unix", "unix-ms"}),
    ("mariadb_url", "DATETIME", {"utc", "local", "date"}),
    ("mariadb_url", "TIMESTAMP NULL", {"tz", "mysql-ts", "utc"}),
    ("mariadb_url", "DATE", {"date"}),
    ("mariadb_url", "INT UNSIGNED", {"unix"}),
    ("mariadb_url", "DECIMAL(14, 3)", {"unix", "unix-ms"}),
    ("mariadb_url", "VARCHAR(30)", set(TimeKind)),
]


@pytest.mark.parametrize(("fixture", "type_", "fitting"), TIMES)
def test_a_kind_that_the_type_of_the_column_never_meets_is_refused(
    fixture: str, type_: str, fitting: set[str], request: pytest.FixtureRequest
) -> None:
    url: str = request.getfixturevalue(fixture)
    execute(url, f"CREATE TABLE calls (called_at {type_}, client_id VARCHAR(20), amount INT)")
    assert {kind for kind in TimeKind if refusal(url, kind) == ""} == fitting


def test_a_kind_that_does_not_fit_is_told_with_those_that_do(mariadb_url: str) -> None:
    a_calls_table(mariadb_url)
    assert refusal(mariadb_url, TimeKind.UNIX) == (
        "source-schema: source calls: called_at holds times without a zone,"
        " of kind utc or local or date; the shop's file says unix"
    )


@pytest.mark.parametrize(
    ("moments", "fitting"),
    [
        ([], {"text", "number"}),
        (["NULL"], {"text", "number"}),
        (["NULL", f"'{NOON}'"], {"text"}),
        (["NULL", "1795262400", "1795262400.5"], {"number"}),
        (["0", f"'{NOON}'", "''"], {"text", "number"}),
    ],
)
def test_on_sqlite_the_values_tell_what_fits(
    sqlite_url: str, moments: list[str], fitting: set[str]
) -> None:
    rows = [f"INSERT INTO calls VALUES ({moment}, '587-963', 1)" for moment in moments]  # noqa: S608
    execute(sqlite_url, "CREATE TABLE calls (called_at, client_id, amount)", *rows)
    for kind in set(TimeKind) - {TimeKind.MYSQL_TS}:
        sort = "number" if kind in (TimeKind.UNIX, TimeKind.UNIX_MS) else "text"
        assert (kind, refusal(sqlite_url, kind) == "") == (kind, sort in fitting)


def test_on_sqlite_the_column_is_told_with_what_it_holds(sqlite_url: str) -> None:
    a_calls_table(sqlite_url, "'587-963', 1")
    assert refusal(sqlite_url, TimeKind.UNIX) == (
        "source-schema: source calls: called_at holds text; kind unix needs numbers"
    )


def test_a_misspelled_column_of_a_select_is_refused(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10")
    text = "SELECT client_id, amount AS revenu, 1 AS cost, 2 AS extra FROM calls WHERE {span}"
    with pytest.raises(SourceUnavailable) as caught:
        answered(any_url, a_select(text))
    assert str(caught.value) == (
        "source-schema: source store: the SELECT yields extra, revenu;"
        " it may yield client_id, revenue, cost, sales only"
    )


@pytest.mark.parametrize(
    ("type_", "wanted"),
    [
        ("VARCHAR(10)", 0),
        ("VARCHAR(10)", False),
        ("TEXT", 1),
        ("ENUM('paid', 'new')", 1),
        ("INT", "paid"),
        ("DECIMAL(5, 2)", "2"),
        ("BOOLEAN", "true"),
        ("DATETIME", "2026-11-21"),
    ],
)
def test_mysql_compares_no_word_with_a_number(mariadb_url: str, type_: str, wanted: Scalar) -> None:
    a_calls_table(mariadb_url)
    execute(mariadb_url, f"ALTER TABLE calls ADD COLUMN status {type_}")
    with pytest.raises(SourceUnavailable, match="source-schema: source calls: status holds "):
        answered(mariadb_url, a_table(where={"status": (wanted,)}))


def test_mysql_finds_the_very_word(mariadb_url: str) -> None:
    words = ("paid", "PAID", "paid ", "påid")
    a_calls_table(mariadb_url, *(f"'100-00{n}', 1" for n, _ in enumerate(words)))
    execute(mariadb_url, "ALTER TABLE calls ADD COLUMN status VARCHAR(10) CHARACTER SET latin1")
    for n, word in enumerate(words):
        execute(mariadb_url, f"UPDATE calls SET status = '{word}' WHERE client_id = '100-00{n}'")  # noqa: S608
    found = {word: answered(mariadb_url, a_table(where={"status": (word,)})) for word in words}
    assert found == {word: [(f"100-00{n}", 1, 100, 0)] for n, word in enumerate(words)}


def refusal(url: str, kind: TimeKind) -> str:
    """What is said of the time column; nothing where the kind fits."""
    try:
        answered(url, a_table(time_kind=kind))
    except SourceUnavailable as error:
        return str(error)
    return ""
