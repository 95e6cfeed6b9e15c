"""The days of a PostgreSQL table: few sales come at once, many as groups, and the answer is one."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.database.driver import Row
from app.database.postgresql import PostgreSQL
from app.database.session import Session
from app.sales.day import Day
from app.shops.source import Scalar
from app.statistics import small_days
from app.statistics.batches import Columns
from app.statistics.bounds import bounds
from app.statistics.prepared import prepare
from tests.shops_made import (
    DAY,
    UTC,
    a_reader,
    a_shop,
    a_table,
    answered,
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
    source = a_table(table=table, where=where or {})

    def asked(session: Session) -> list[Columns]:
        prepared = prepare(source, session, Day(DAY, UTC))
        span = bounds(Day(DAY, UTC), source.time_kind, session.dialect.name)
        return [batch() for batch in prepared.sales_of(session, span)]

    with a_reader(url) as reader:
        return [len(texts) for texts, *_ in reader.read(asked)]


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

    @settings(deadline=None, max_examples=25)
    @given(st.lists(sale.map(lambda values: f"({', '.join(values)})"), max_size=30))
    def always(sales: list[str]) -> None:
        put(url, sales)
        for one, other in zip(packed, grouped, strict=True):
            assert answered(url, one) == answered(url, other)

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


def test_a_day_without_sales_is_an_empty_one(url: str) -> None:
    assert batches(url, "packed") == [0]
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
    execute(url, f"CREATE VIEW sold AS {view}")
    found = batches(url, "sold")
    execute(url, "DROP VIEW sold")
    assert found == [2 if packed else 1]


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


def test_the_session_is_back_before_its_sales_are_read(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session is lent while its database works, not while we do."""
    happened: list[str] = []
    put(url, [a_sale("587-001")])
    _note(monkeypatch, PostgreSQL, "end", happened)
    _note(monkeypatch, small_days, "unpacked", happened)
    with statistics() as asked:
        assert rows_of(asked, a_shop(a_table(table="packed"), url=url)) != []
    assert happened == ["end", "unpacked"]


def _note(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, happened: list[str]) -> None:
    done: Callable[..., Row] = getattr(owner, name)

    def noted(*values: object) -> Row:
        happened.append(name)
        return done(*values)

    monkeypatch.setattr(owner, name, noted)
