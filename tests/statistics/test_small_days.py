"""The days of a PostgreSQL table: few sales come at once, many as groups, and the answer is one."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from threading import Timer

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import DecodeError
from sqlalchemy import make_url
from sqlalchemy.pool.base import _ConnectionFairy

from app.database.driver import Limits, Row
from app.database.faults import SourceFault, SourceUnavailable
from app.database.postgresql import PostgreSQL
from app.database.session import Session
from app.database.statement import Statement
from app.sales.day import Day
from app.shops.source import Scalar, TableSource
from app.statistics import small_days
from app.statistics.batches import Columns
from app.statistics.packed import ReadAmounts, of_two_decimals, unpacked
from app.statistics.prepared import prepare
from app.statistics.totals import Totals
from tests.shops_made import (
    DAY,
    UTC,
    a_reader,
    a_shop,
    a_table,
    all_rows,
    answered,
    batches_of,
    execute,
    rows_of,
    statistics,
)

TABLE = """
CREATE TABLE {name} (
    called_at TIMESTAMP, status INT, client_id TEXT, amount NUMERIC(14, 3), cost {cost}
)
"""
MONEY = [("amount", "cost"), ("amount", None), (None, "cost"), (None, None)]
MIDNIGHT, NOON = "'2026-11-21 00:00'", "'2026-11-21 12:00'"


@pytest.fixture
def url(postgresql_url: str) -> str:
    """Two tables that hold the same; the days of the one without an index are grouped."""
    for name in ("packed", "grouped"):
        execute(postgresql_url, TABLE.format(name=name, cost="REAL"))
    execute(postgresql_url, "CREATE INDEX packed_at ON packed (called_at)")
    return postgresql_url


def put(url: str, sales: Sequence[str]) -> None:
    """Let both tables hold these sales, each written as SQL."""
    for name in ("packed", "grouped"):
        rows = [f"INSERT INTO {name} VALUES {', '.join(sales)}"] if sales else []  # noqa: S608
        execute(url, f"TRUNCATE {name}", *rows)


def a_sale(client_id: str, moment: str = NOON) -> str:
    return f"({moment}, 3, '{client_id}', 1, 0)"


def batches(url: str, table: str, where: dict[str, tuple[Scalar, ...]] | None = None) -> list[int]:
    """Ask for the day as it is asked for an answer; give how many groups come together."""
    return [len(groups) for groups in batches_of(url, a_table(table=table, where=where or {}))]


def asked_twice(url: str, *sources: TableSource) -> list[list[tuple[str, int, int, int]]]:
    """Ask once while the source is made ready, and once when all comes at once."""
    shop = a_shop(*sources, url=url)
    with statistics() as asked:
        return [rows_of(asked, shop) for _ in range(2)]


def sent(
    url: str, monkeypatch: pytest.MonkeyPatch, *sources: TableSource
) -> tuple[list[str], list[tuple[str, int, int, int]]]:
    """Tell what is sent for a question that was asked before, and the answer to it."""
    happened: list[str] = []
    shop = a_shop(*sources, url=url)
    with statistics() as asked:
        rows_of(asked, shop)
        for name in ("begin", "fetch", "end"):
            _note(monkeypatch, PostgreSQL, name, happened)
        return happened, rows_of(asked, shop)


def is_packed(url: str, source: TableSource, day: date = DAY) -> bool:
    with a_reader(url) as reader:
        return reader.read(lambda asked: prepare(source, asked, Day(day, UTC)).days is not None)


def test_a_packed_day_is_the_grouped_one_whatever_its_sales_are(url: str) -> None:
    moments = st.sampled_from([NOON, "'2026-11-21'", "'2026-11-22'", "'infinity'", "NULL"])
    texts = st.sampled_from(
        ["587-963", "587 963", "№ 587-963", 'арт. "10250-587-963"', "a\n587-963\\", "\t", "нет"]
    )
    clients = st.one_of(st.just("NULL"), texts.map(lambda text: f"'{text}'"))
    amounts = st.sampled_from(["0", "0.005", "-0.005", "12.34", "99999999999.995", "NULL"])
    costs = st.sampled_from(["0", "1.10", "-3", "NULL"])
    sale = st.tuples(moments, st.just("3"), clients, amounts, costs)
    packed, grouped = (
        [a_table(table=table, revenue=revenue, cost=cost) for revenue, cost in MONEY]
        for table in ("packed", "grouped")
    )

    assert all(is_packed(url, source) for source in packed)
    assert not any(is_packed(url, source) for source in grouped)

    @settings(deadline=None, max_examples=25)
    @given(st.lists(sale.map(lambda values: f"({', '.join(values)})"), max_size=30))
    def always(sales: list[str]) -> None:
        put(url, sales)
        for one, other in zip(packed, grouped, strict=True):
            assert asked_twice(url, one) == [answered(url, other)] * 2

    always()


def test_a_day_of_more_sales_than_are_taken_at_once_comes_in_groups(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_days, "SALES_AT_ONCE", 3)
    put(url, [a_sale("587-001")] * 3)
    assert batches(url, "packed") == [3]
    put(url, [a_sale("587-001")] * 4)
    assert batches(url, "packed") == [1]
    assert answered(url, a_table(table="packed")) == [("587-001", 4, 400, 0)]


def test_a_day_of_long_texts_comes_in_groups_too(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held in memory to be read later is bounded."""
    monkeypatch.setattr(small_days, "BYTES_AT_ONCE", 100)
    put(url, [a_sale("587-001"), a_sale("587-001")])
    assert batches(url, "packed") == [2]
    put(url, [a_sale(f"587-001 {'x' * 100}")] * 2)
    assert batches(url, "packed") == [1]
    assert answered(url, a_table(table="packed")) == [("587-001", 2, 200, 0)]


def test_a_small_day_is_asked_for_with_one_statement(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(url, [a_sale("587-001")])
    assert sent(url, monkeypatch, a_table(table="packed")) == (
        ["fetch"],
        [("587-001", 1, 100, 0)],
    )


def test_an_empty_day_is_asked_for_with_one_statement(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(url, [a_sale("587-001", "'2026-11-20'")])
    assert sent(url, monkeypatch, a_table(table="packed")) == (["fetch"], [])


def test_a_larger_day_is_asked_for_its_groups_once_it_is_known_for_one(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_days, "SALES_AT_ONCE", 1)
    put(url, [a_sale("587-001")] * 2)
    assert sent(url, monkeypatch, a_table(table="packed")) == (
        ["fetch", "begin", "fetch", "end"],
        [("587-001", 2, 200, 0)],
    )


@pytest.mark.parametrize(
    "index",
    ["sold USING brin (called_at)", "sold (called_at) WHERE status = 3"],
    ids=["of blocks", "of some"],
)
def test_a_table_whose_end_no_index_leads_to_is_asked_step_by_step(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch, index: str
) -> None:
    """Its end takes long to find, and a large day would have it looked for twice."""
    execute(
        postgresql_url, TABLE.format(name="sold", cost="INT"), f"CREATE INDEX the_index ON {index}"
    )
    execute(postgresql_url, f"INSERT INTO sold VALUES {a_sale('587-001')}")  # noqa: S608
    source = a_table(table="sold", where={"status": (3,)})
    assert is_packed(postgresql_url, source)
    assert sent(postgresql_url, monkeypatch, source) == (
        ["begin", "fetch", "end"],
        [("587-001", 1, 100, 0)],
    )


def test_what_the_functions_of_a_view_read_is_of_the_same_moment(url: str) -> None:
    """A volatile function, as every one is by default, sees what was committed meanwhile."""
    put(url, [a_sale(f"587-00{number}") for number in range(4)])
    execute(
        url,
        "CREATE TABLE items (price INT)",
        "INSERT INTO items VALUES (7)",
        "CREATE FUNCTION price() RETURNS NUMERIC LANGUAGE plpgsql"
        " AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN (SELECT sum(price) FROM items); END $$",
        "CREATE VIEW sold AS SELECT called_at, client_id, price() AS amount FROM packed",
    )
    shop = a_shop(a_table(table="sold"), url=url)
    with statistics() as asked:
        before = rows_of(asked, shop)
        emptying = Timer(0.5, execute, (url, "DELETE FROM items"))
        emptying.start()
        meanwhile = rows_of(asked, shop)
        emptying.join()
        after = rows_of(asked, shop)
    assert [row[2] for row in before] == [700] * 4
    assert meanwhile == before
    assert [row[2] for row in after] == [0] * 4


def test_a_statement_by_itself_sees_one_moment(url: str) -> None:
    """Whatever the isolation is that the shop's owner has set for the login."""
    database = make_url(url).database
    execute(url, f"ALTER DATABASE {database} SET default_transaction_isolation = serializable")
    with a_reader(url) as reader:
        isolation = reader.read(all_rows("SHOW transaction_isolation"))
    assert isolation == [("repeatable read",)]


def test_settings_of_the_login_change_no_figure(url: str) -> None:
    database = make_url(url).database
    execute(
        url,
        f"ALTER DATABASE {database} SET datestyle = 'German'",
        f"ALTER DATABASE {database} SET extra_float_digits = -12",
    )
    put(url, [f"({NOON}, 3, '587-001', 1, 1234.56)"])
    assert (
        asked_twice(url, a_table(table="packed", revenue="cost"))
        == [[("587-001", 1, 123_456, 0)]] * 2
    )


def test_a_fault_of_a_second_question_is_told_of_its_source(url: str) -> None:
    put(url, [a_sale("587-001")])
    shop = a_shop(a_table(table="packed"), url=url)
    with statistics() as asked:
        rows_of(asked, shop)
        execute(url, "UPDATE packed SET amount = 'NaN'")
        with pytest.raises(SourceUnavailable, match="source calls: an amount is NaN"):
            rows_of(asked, shop)
        execute(url, "ALTER TABLE packed DROP COLUMN amount")
        with pytest.raises(SourceUnavailable, match="source calls: column"):
            rows_of(asked, shop)


def test_several_sources_are_asked_in_one_transaction(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each statement by itself would see a moment of its own."""
    put(url, [a_sale("587-001")])
    sources = [a_table(table="packed", name=name) for name in ("calls", "store")]
    assert sent(url, monkeypatch, *sources) == (
        ["begin", "fetch", "fetch", "end"],
        [("587-001", 2, 200, 0)],
    )


@pytest.mark.parametrize("new", ["REAL", "DOUBLE PRECISION", "TEXT"])
def test_an_amount_that_becomes_inexact_is_refused_until_it_is_read_as_such(
    url: str, new: str
) -> None:
    """Of a real cast to decimals six digits are left: 123456.25 would be 123456.

    Also where the shop has written the round() that PostgreSQL lacks.
    """
    put(url, [f"({NOON}, 3, '587-001', 123456.25, 0)"])
    execute(
        url,
        "CREATE FUNCTION round(FLOAT8, INT) RETURNS NUMERIC LANGUAGE SQL"
        " AS 'SELECT round($1::NUMERIC, $2)'",
    )
    shop = a_shop(a_table(table="packed"), url=url)
    with statistics() as asked:
        before = rows_of(asked, shop)
        execute(url, f"ALTER TABLE packed ALTER amount TYPE {new}")
        with pytest.raises(SourceUnavailable) as refused:
            rows_of(asked, shop)
        after = [rows_of(asked, shop) for _ in range(2)]
    assert refused.value.fault is SourceFault.SCHEMA
    assert [before, *after] == [[("587-001", 1, 12_345_625, 0)]] * 3


def test_an_amount_that_gets_more_decimals_is_rounded(url: str) -> None:
    """Its statement stays the same, and its numbers still have two."""
    execute(url, "ALTER TABLE packed ALTER amount TYPE NUMERIC(14, 2)")
    put(url, [f"({NOON}, 3, '587-001', 1.25, 0)"])
    shop = a_shop(a_table(table="packed"), url=url)
    with statistics() as asked:
        before = [rows_of(asked, shop) for _ in range(2)]
        execute(
            url,
            "ALTER TABLE packed ALTER amount TYPE NUMERIC(14, 4)",
            "UPDATE packed SET amount = 1.2550",
        )
        after = rows_of(asked, shop)
    assert before == [[("587-001", 1, 125, 0)]] * 2
    assert after == [("587-001", 1, 126, 0)]


@given(st.lists(st.decimals(-(10**16), 10**16, places=2) | st.just(Decimal("0.00")), min_size=1))
@example([Decimal(text) for text in ("0.05", "-0.05", "0.50", "-0.50", "10.05", "-10.00")])
def test_decimals_are_read_as_minor_units(amounts: list[Decimal]) -> None:
    array = ",".join(f"{amount:.2f}" for amount in amounts)
    assert of_two_decimals(f"[{array}]") == [int(amount * 100) for amount in amounts]


@pytest.mark.parametrize(
    "array",
    ["[NaN]", "[1.00,]", "[1.00", "[1e2.00]", "[5]", "[5.000]", "[]", '["1.00"]', "[0.00,x]"],
)
def test_what_is_no_array_of_numbers_is_refused(array: str) -> None:
    with pytest.raises(DecodeError):
        of_two_decimals(array)


def test_a_sum_beyond_64_bits_is_exact_where_its_sales_come_packed(url: str) -> None:
    put(url, [f"({NOON}, 3, '587-001', {amount}, 0)" for amount in ["90000000000.004"] * 2])
    assert answered(url, a_table(table="packed")) == [("587-001", 2, 18_000_000_000_000, 0)]
    enough = "ALTER TABLE {name} ALTER amount TYPE NUMERIC(22, 2) USING 90000000000000000"
    execute(url, *(enough.format(name=name) for name in ("packed", "grouped")))
    assert answered(url, a_table(table="packed")) == [("587-001", 2, 18 * 10**18, 0)]
    with pytest.raises(SourceUnavailable) as refused:
        answered(url, a_table(table="grouped"))
    assert refused.value.fault is SourceFault.DATA


def test_a_day_without_sales_is_an_empty_one(url: str) -> None:
    assert batches(url, "packed") == []
    assert answered(url, a_table(table="packed", cost="cost")) == []


@pytest.mark.parametrize(
    ("made", "where", "packed"),
    [
        (["CREATE INDEX ON sold (called_at)"], {}, True),
        (["CREATE INDEX ON sold (called_at)"], {"status": (3,)}, True),
        (["CREATE INDEX ON sold (status, called_at)"], {"status": (3,)}, True),
        (["CREATE INDEX ON sold (called_at) WHERE status = 3"], {"status": (3,)}, True),
        (["CREATE INDEX ON sold USING brin (called_at)"], {}, True),
        (["CREATE INDEX ON sold (status)"], {"status": (3,)}, False),
        ([], {}, False),
    ],
)
def test_only_what_an_index_leads_to_by_its_time_is_packed(
    postgresql_url: str, made: list[str], where: dict[str, tuple[Scalar, ...]], packed: bool
) -> None:
    """What is read as a whole would be read twice for a large day; the answer is the same."""
    execute(postgresql_url, TABLE.format(name="sold", cost="INT"), *made)
    sales = ", ".join([a_sale("587-001")] * 4)
    execute(postgresql_url, f"INSERT INTO sold VALUES {sales}")  # noqa: S608
    assert batches(postgresql_url, "sold", where) == [4 if packed else 1]
    assert answered(postgresql_url, a_table(table="sold", where=where))[0][1] == 4


@pytest.mark.parametrize(
    ("view", "packed"),
    [
        ("SELECT * FROM packed", True),
        ("SELECT * FROM packed UNION ALL SELECT * FROM packed WHERE status = 4", True),
        ("SELECT DISTINCT * FROM packed", False),
        ("SELECT * FROM packed UNION ALL SELECT * FROM by_status WHERE status = 3", False),
        (
            "SELECT called_at, client_id, (SELECT max(amount) FROM grouped) AS amount FROM packed",
            False,
        ),
        (
            "SELECT called_at, client_id, (SELECT p.amount + max(g.cost) FROM by_status g"
            " WHERE g.status = p.status) AS amount FROM packed p",
            False,
        ),
        ("SELECT * FROM packed UNION ALL SELECT * FROM grouped WHERE status = 4", False),
        ("SELECT p.* FROM packed p JOIN grouped g ON g.client_id = p.client_id", False),
        (
            "SELECT called_at, client_id, sum(amount) AS amount, 0 AS cost FROM packed"
            " GROUP BY called_at, client_id",
            False,
        ),
    ],
)
def test_a_view_that_is_put_together_is_grouped(url: str, view: str, packed: bool) -> None:
    put(url, [a_sale("587-001"), a_sale("587-001", "'2026-11-21 13:00'")])
    by_status = TABLE.format(name="by_status", cost="REAL")
    execute(url, by_status, "CREATE INDEX ON by_status (status)", f"CREATE VIEW sold AS {view}")
    assert is_packed(url, a_table(table="sold")) is packed


def test_a_partitioned_table_is_packed(postgresql_url: str) -> None:
    sales = f"{a_sale('587-001')}, {a_sale('587-001', MIDNIGHT)}"
    execute(
        postgresql_url,
        TABLE.format(name="sold", cost="INT").rstrip() + " PARTITION BY RANGE (called_at)",
        "CREATE INDEX ON sold (called_at)",
        "CREATE TABLE early PARTITION OF sold FOR VALUES FROM (MINVALUE) TO ('2026-11-21 12:00')",
        "CREATE TABLE late PARTITION OF sold FOR VALUES FROM ('2026-11-21 12:00') TO (MAXVALUE)",
        f"INSERT INTO sold VALUES {sales}",  # noqa: S608
    )
    assert batches(postgresql_url, "sold") == [2]


def test_a_day_that_no_partition_holds_decides_nothing_for_the_others(postgresql_url: str) -> None:
    execute(
        postgresql_url,
        TABLE.format(name="sold", cost="INT").rstrip() + " PARTITION BY RANGE (called_at)",
        "CREATE INDEX ON sold (called_at)",
        "CREATE TABLE early PARTITION OF sold FOR VALUES FROM (MINVALUE) TO ('2026-11-22')",
    )
    assert is_packed(postgresql_url, a_table(table="sold"), date(2026, 11, 30))


def test_the_plan_is_looked_at_without_a_trace_in_the_session(url: str) -> None:
    """Also where the statement is refused, and the session goes on to serve."""
    setting = all_rows("SHOW enable_seqscan")

    def looked(session: Session) -> list[Row]:
        prepare(a_table(table="packed"), session, Day(DAY, UTC))
        with pytest.raises(SourceUnavailable):
            session.plan(Statement("SELECT 'x'::int", {}, None))
        return setting(session)

    with a_reader(url) as reader:
        assert reader.read(looked) == [("on",)]


def test_a_last_batch_that_cannot_be_read_is_a_fault_of_its_source(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(url, [a_sale("587-001")])
    monkeypatch.setattr(small_days, "unpacked", lambda *_: unpacked(("[", "[]")))
    closed: list[str] = []
    _note(monkeypatch, Totals, "__exit__", closed)
    with pytest.raises(SourceUnavailable, match="calls") as refused:
        answered(url, a_table(table="packed"))
    assert refused.value.fault is SourceFault.DATA
    assert closed == ["__exit__"]


def test_reading_the_last_batch_takes_of_the_time_for_the_question(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(arrays: Sequence[str], read_amounts: ReadAmounts) -> Columns:
        time.sleep(1.5)
        return unpacked(arrays, read_amounts)

    put(url, [a_sale("587-001")])
    monkeypatch.setattr(small_days, "unpacked", slowly)
    with statistics(Limits(query_timeout_seconds=0.2)) as asked:
        with pytest.raises(SourceUnavailable) as refused:
            rows_of(asked, a_shop(a_table(table="packed"), url=url))
        assert refused.value.fault is SourceFault.DEADLINE


def test_each_source_is_read_before_the_next_one_is_asked(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many sources there are, one batch is held."""
    happened: list[str] = []
    put(url, [a_sale("587-001")])
    _note(monkeypatch, small_days.SmallDays, "batches", happened)
    _note(monkeypatch, small_days, "unpacked", happened)
    sources = [a_table(table="packed", name=name) for name in ("calls", "store")]
    assert answered(url, *sources) == [("587-001", 2, 200, 0)]
    assert happened == ["batches", "unpacked"] * 2


def test_the_session_is_back_before_its_sales_are_read(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session is lent while its database works, not while we do."""
    happened: list[str] = []
    put(url, [a_sale("587-001")])
    shop = a_shop(a_table(table="packed"), url=url)
    _note(monkeypatch, _ConnectionFairy, "close", happened)
    _note(monkeypatch, small_days, "unpacked", happened)
    with statistics() as asked:
        for _ in range(2):
            assert rows_of(asked, shop) != []
    assert happened == ["close", "unpacked"] * 2


def _note(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, happened: list[str]) -> None:
    done: Callable[..., Row] = getattr(owner, name)

    def noted(*values: object) -> Row:
        happened.append(name)
        return done(*values)

    monkeypatch.setattr(owner, name, noted)
