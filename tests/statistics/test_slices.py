"""The days of an SQLite table, read in slices: no sale is lost or counted twice between two."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.database.driver import Row
from app.database.session import Session
from app.sales.day import Day
from app.shops.source import TimeKind
from app.statistics import slices
from app.statistics.bounds import bounds
from app.statistics.prepared import prepare
from tests.shops_made import DAY, UTC, a_reader, a_table, answered, execute

SALES_OF_A_SLICE = 3
NOON = 1_795_262_400

# As SQL, of each kind of time: moments of the day, of the days beside it, and what is no moment.
MOMENTS = {
    TimeKind.UTC: (
        "'2026-11-21'",
        "'2026-11-21 00:00'",
        "'2026-11-21 09:30:00'",
        "'2026-11-21T09:30:00Z'",
        "'2026-11-21 12:00:00.5'",
        "'2026-11-21T23:59'",
        "'2026-11-21 soon'",
        "CAST('2026-11-21 10:00' || x'ff' AS TEXT)",
        "'2026-11-20 23:59:59'",
        "'2026-11-22 00:00:00'",
        "'2026-11-22T00:00'",
        "NULL",
    ),
    TimeKind.TZ: (
        "'2026-11-21 00:00Z'",
        "'2026-11-21 03:00+03:00'",
        "'2026-11-20 22:00-05:00'",
        "'2026-11-22T01:00+03:00'",
        "'2026-11-22T03:00+03:00'",
        "'2026-11-20 23:59Z'",
    ),
    TimeKind.UNIX: tuple(
        f"{NOON + seconds}" for seconds in (-43_201, -43_200, 0, 0.5, 43_199, 43_200)
    ),
    TimeKind.DATE: ("'2026-11-20'", "'2026-11-21'", "'2026-11-22'"),
}


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "SALES_OF_A_SLICE", SALES_OF_A_SLICE)


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Two tables that hold the same; the days of the one without an index are read as a whole."""
    for table in ("sliced", "whole"):
        execute(sqlite_url, f"CREATE TABLE {table} (called_at, client_id, amount)")
    execute(sqlite_url, "CREATE INDEX sliced_at ON sliced (called_at)")
    return sqlite_url


def put(url: str, sales: Sequence[tuple[str, str]]) -> None:
    """Let both tables hold these sales, moment and client ID as SQL, of 1 each."""
    rows = ", ".join(f"({moment}, {client_id}, 1)" for moment, client_id in sales)
    for table in ("sliced", "whole"):
        inserted = [f"INSERT INTO {table} VALUES {rows}"] if rows else []  # noqa: S608
        execute(url, f"DELETE FROM {table}", *inserted)  # noqa: S608


@pytest.mark.parametrize("kind", MOMENTS)
def test_slices_add_up_to_the_day_however_its_moments_are_written(url: str, kind: TimeKind) -> None:
    moments = st.sampled_from(MOMENTS[kind])
    clients = st.sampled_from(["'587-963'", "'587 964'", "'№ 587-965'", "'nobody'", "NULL"])
    sliced, whole = (a_table(table=table, time_kind=kind) for table in ("sliced", "whole"))

    @given(st.lists(st.tuples(moments, clients), max_size=25))
    def always(sales: list[tuple[str, str]]) -> None:
        put(url, sales)
        assert answered(url, sliced) == answered(url, whole)

    always()


def test_a_slice_holds_so_many_sales_and_the_last_one_the_others(url: str) -> None:
    put(url, [(f"'2026-11-21 {hour:02}:00'", f"'587-{hour:03}'") for hour in range(10)])
    assert [len(batch) for batch in batches(url, "sliced")] == [3, 3, 3, 1]


def test_sales_of_one_moment_are_not_parted(url: str) -> None:
    early, often, late = "'2026-11-21 08:00'", "'2026-11-21 09:00'", "'2026-11-21 10:00'"
    sales = [(early, "'587-001'"), *[(often, "'587-002'")] * 9, (late, "'587-003'")]
    put(url, sales)
    assert batches(url, "sliced") == [
        [("587-001", 1, 100, 0)],
        [("587-002", 9, 900, 0), ("587-003", 1, 100, 0)],
    ]


def test_a_table_without_an_index_is_read_once(url: str) -> None:
    put(url, [("'2026-11-21 12:00'", "'587-001'")] * 10)
    assert batches(url, "whole") == [[("587-001", 10, 1_000, 0)]]


def test_a_slice_is_made_by_the_database_alone(url: str) -> None:
    """So that no other thread waits for this one meanwhile: one row comes, of three texts."""
    put(url, [("'2026-11-21 12:00'", "'587-001'"), ("'2026-11-21 12:00'", "NULL")])
    values = {"since": "2026-11-21 00:00:00", "until": "2026-11-22 00:00:00"}

    def packed(session: Session) -> list[Row]:
        made = prepare(a_table(table="sliced"), session, Day(DAY, UTC)).slices
        assert made is not None
        ends = {"first": values["since"], "after": values["until"]}
        return [row for rows in session.fetch(made.packed, **values, **ends) for row in rows]

    with a_reader(url) as reader:
        assert reader.read(packed) == [('["587-001",null]', "[100,100]", "[0,0]")]


def batches(url: str, table: str) -> list[list[Row]]:
    """Ask for the day as it is asked for an answer; give what comes together."""
    source = a_table(table=table)

    def asked(session: Session) -> list[list[Row]]:
        prepared = prepare(source, session, Day(DAY, UTC))
        span = bounds(Day(DAY, UTC), source.time_kind, session.dialect.name)
        return [[*batch] for batch in prepared.sales_of(session, span)]

    with a_reader(url) as reader:
        return reader.read(asked)
