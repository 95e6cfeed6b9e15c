"""The days of an SQLite table, read in slices: no sale is lost or counted twice between two."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.database.driver import Row
from app.database.session import Session
from app.sales.day import Day
from app.shops.source import TimeKind
from app.statistics import slices
from app.statistics.prepared import prepare
from tests.shops_made import (
    DAY,
    UTC,
    a_reader,
    a_shop,
    a_table,
    answered,
    batches_of,
    execute,
    rows_of,
    statistics,
)

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
    TimeKind.LOCAL: (
        "'2026-11-21 00:00'",
        "'2026-11-21T23:59:59.9'",
        "'2026-11-22'",
        "'2026-11-20'",
    ),
    TimeKind.UNIX_MS: tuple(
        f"{NOON * 1000 + milliseconds}"
        for milliseconds in (-43_200_001, -43_200_000, 0.1, 0.1001, 43_200_000)
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


@pytest.mark.parametrize(
    ("made", "where", "sliced"),
    [
        (["CREATE INDEX at ON sale (called_at)"], {}, True),
        (["CREATE INDEX at ON sale (called_at DESC)"], {}, True),
        (["CREATE INDEX at ON sale (called_at, client_id)"], {"status": (3,)}, True),
        (["CREATE INDEX at ON sale (status, called_at)"], {"status": (3,)}, True),
        (["CREATE INDEX at ON sale (called_at) WHERE status = 3"], {"status": (3,)}, True),
        (["CREATE INDEX at ON sale (status, called_at)"], {"status": (3, 4)}, False),
        (["CREATE INDEX at ON sale (status, called_at)"], {}, False),
        (["CREATE INDEX at ON sale (status)"], {"status": (3,)}, False),
        (
            ["CREATE INDEX of ON sale (status)", "CREATE INDEX at ON sale (called_at)"],
            {"status": (3,)},
            False,
        ),
        ([], {}, False),
    ],
)
def test_only_what_an_index_leads_to_by_its_time_is_sliced(
    sqlite_url: str, made: list[str], where: dict[str, tuple[int, ...]], sliced: bool
) -> None:
    """Whatever else had to be read would be read for each slice; the answer is the same."""
    columns = "called_at TEXT COLLATE NOCASE, client_id, amount, status INT"
    hours = (f"('2026-11-21 {hour:02}:00', '587-00{hour % 7}', 1, 3)" for hour in range(20))
    rows = ", ".join([*hours, "('2026-11-21 12:00', '587-009', 1, 5)"])
    execute(
        sqlite_url,
        f"CREATE TABLE sale ({columns})",
        *made,
        f"INSERT INTO sale VALUES {rows}",  # noqa: S608
    )
    source = a_table(table="sale", where=where)

    found = answered(sqlite_url, source)

    assert len(batches(sqlite_url, "sale", where)) == (7 if sliced else 1)
    assert sum(row[1] for row in found) == (20 if where else 21)


@pytest.mark.parametrize(
    "view", ["SELECT DISTINCT * FROM sliced", "SELECT * FROM sliced UNION ALL SELECT * FROM whole"]
)
def test_a_view_that_is_put_together_is_read_once(url: str, view: str) -> None:
    put(url, [(f"'2026-11-21 {hour:02}:00'", f"'587-{hour:03}'") for hour in range(10)])
    execute(url, f"CREATE VIEW sold AS {view}")
    assert len(batches(url, "sold")) == 1


def test_moments_of_another_type_than_before_are_no_fault(url: str) -> None:
    """Nothing is there to look at when the source is first asked, so any type passes."""
    execute(url, "CREATE TABLE later (called_at TEXT, client_id, amount)")
    execute(url, "CREATE INDEX later_at ON later (called_at)")
    source = a_table(table="later", time_kind=TimeKind.UNIX)
    with statistics() as asked:
        shop = a_shop(source, url=url)
        assert rows_of(asked, shop) == []
        rows = ", ".join(f"('{NOON + second}', '587-001', 1)" for second in range(10))
        execute(url, f"INSERT INTO later VALUES {rows}")  # noqa: S608
        assert rows_of(asked, shop) == [("587-001", 10, 1_000, 0)]


def test_a_slice_is_made_by_the_database_alone(url: str) -> None:
    """So that no other thread waits for this one meanwhile: one row comes, of three texts."""
    put(url, [("'2026-11-21 12:00'", "'587-001'"), ("'2026-11-21 12:00'", "NULL")])
    values = {"since": "2026-11-21 00:00:00", "until": "2026-11-22 00:00:00"}

    def packed(session: Session) -> list[Row]:
        made = prepare(a_table(table="sliced", cost="amount"), session, Day(DAY, UTC)).days
        assert isinstance(made, slices.Slices)
        ends = {"first": values["since"], "after": values["until"]}
        return session.rows(made.packed, **values, **ends)

    with a_reader(url) as reader:
        assert reader.read(packed) == [('["587-001",null]', "[100,100]", "[100,100]")]


def batches(
    url: str, table: str, where: Mapping[str, tuple[int, ...]] = MappingProxyType({})
) -> list[list[Row]]:
    """Ask for the day of a table as it is asked for an answer; give what comes together."""
    return batches_of(url, a_table(table=table, where=where))
