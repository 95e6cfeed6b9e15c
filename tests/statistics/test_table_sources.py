"""Tables as sources, asked on every kind of database: names, conditions, extreme days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import make_url

from app.database.faults import SourceFault, SourceUnavailable
from app.shops.source import Scalar, TimeKind
from tests.shops_made import (
    NOON,
    a_calls_table,
    a_shop,
    a_table,
    answered,
    execute,
    rows_of,
    statistics,
)

QUOTE = {"sqlite": '"', "postgresql": '"', "mysql": "`"}
ALWAYS = {
    TimeKind.UTC: f"'{NOON}'",
    TimeKind.LOCAL: f"'{NOON}'",
    TimeKind.TZ: f"'{NOON}+00:00'",
    TimeKind.MYSQL_TS: f"'{NOON}'",
    TimeKind.UNIX: "1795262400",
    TimeKind.UNIX_MS: "1795262400000",
    TimeKind.DATE: "'2026-11-21'",
}
TYPES = {
    TimeKind.UTC: "TIMESTAMP",
    TimeKind.LOCAL: "TIMESTAMP",
    TimeKind.TZ: "TIMESTAMP WITH TIME ZONE",
    TimeKind.MYSQL_TS: "TIMESTAMP",
    TimeKind.UNIX: "BIGINT",
    TimeKind.UNIX_MS: "BIGINT",
    TimeKind.DATE: "DATE",
}

# Of each: the type of a column, a value that meets the condition, one that does not, the condition.
CONDITIONS: list[tuple[str, str, str, tuple[Scalar, ...]]] = [
    ("VARCHAR(10)", "'paid'", "'new'", ("paid", "done")),
    ("VARCHAR(20)", "'it''s'", "'paid'", ("it's", "100%")),
    ("INT", "2", "3", (1, 2)),
    ("BIGINT", "9000000000", "3", (9_000_000_000,)),
    ("BOOLEAN", "true", "false", (True,)),
    ("BOOLEAN", "false", "true", (False,)),
    ("NUMERIC(5, 2)", "2.00", "2.50", (2,)),
]


def kinds(url: str) -> list[TimeKind]:
    """The kinds of time that a shop's file allows on a database."""
    missing = TimeKind.TZ if backend(url) == "mysql" else TimeKind.MYSQL_TS
    return [kind for kind in TimeKind if kind is not missing]


def backend(url: str) -> str:
    return make_url(url).get_backend_name()


def test_sales_are_added_up_per_client(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10.50", "'id 587963', 0.25", "'111-222', 7", "NULL, 9")
    assert answered(any_url, a_table()) == [("111-222", 1, 700, 0), ("587-963", 2, 1075, 0)]


def test_sources_of_one_shop_are_added_up_too(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10")
    assert answered(any_url, a_table(), a_table(name="again")) == [("587-963", 2, 2000, 0)]


def test_a_table_without_amounts_is_counted(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10")
    assert answered(any_url, a_table(revenue=None)) == [("587-963", 1, 0, 0)]


def test_gross_profit_counts_the_sales_whose_cost_is_known(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10", "'587-963', NULL", "'111-222', 5")
    profit = a_table(cost="cost")
    execute(any_url, "ALTER TABLE calls ADD COLUMN cost NUMERIC(14, 2)")
    execute(any_url, "UPDATE calls SET cost = 3 WHERE client_id = '587-963'")
    assert answered(any_url, profit) == [("111-222", 1, 500, 0), ("587-963", 2, 1000, 400)]


def test_names_may_be_mixed_case_reserved_or_qualified(any_url: str) -> None:
    quote = QUOTE[backend(any_url)]
    schema = {"sqlite": "main", "postgresql": "public"}.get(
        backend(any_url), make_url(any_url).database
    )
    names = {"time_column": "Order", "client_id": "user", "revenue": "offset", "cost": "Select"}
    columns = [f"{quote}{name}{quote}" for name in (*names.values(), "group")]
    execute(
        any_url,
        f"CREATE TABLE {quote}Calls${quote} ({columns[0]} TIMESTAMP, {columns[1]} VARCHAR(20),"
        f" {columns[2]} INT, {columns[3]} INT, {columns[4]} INT)",
        f"INSERT INTO {quote}Calls${quote} VALUES ('{NOON}', '587-963', 9, 4, 1)",  # noqa: S608
    )
    source = a_table(table=f"{schema}.Calls$", **names, where={"group": (1,)})
    assert answered(any_url, source) == [("587-963", 1, 900, 500)]


def test_only_rows_that_meet_the_conditions_count(any_url: str) -> None:
    columns = ", ".join(f"c{n} {kind}" for n, (kind, *_) in enumerate(CONDITIONS))
    kept = ", ".join(value for _, value, _, _ in CONDITIONS)
    other = ", ".join(value for _, _, value, _ in CONDITIONS)
    execute(
        any_url,
        f"CREATE TABLE calls (called_at TIMESTAMP, client_id VARCHAR(20), amount INT, {columns})",
        f"INSERT INTO calls VALUES ('{NOON}', '587-963', 1, {kept})",  # noqa: S608
        f"INSERT INTO calls VALUES ('{NOON}', '111-222', 1, {other})",  # noqa: S608
        f"INSERT INTO calls (called_at, client_id) VALUES ('{NOON}', '333-444')",  # noqa: S608
    )
    conditions = {f"c{n}": wanted for n, (*_, wanted) in enumerate(CONDITIONS)}
    assert answered(any_url, a_table(where=conditions)) == [("587-963", 1, 100, 0)]
    for name, wanted in conditions.items():
        one = answered(any_url, a_table(where={name: wanted}))
        assert (name, one) == (name, [("587-963", 1, 100, 0)])


@pytest.mark.parametrize("fixture", ["postgresql_url", "mariadb_url"])
def test_a_condition_meets_an_enum(fixture: str, request: pytest.FixtureRequest) -> None:
    url: str = request.getfixturevalue(fixture)
    a_calls_table(url, "'587-963', 10")
    in_place = "ENUM('paid', 'new')"
    if backend(url) == "postgresql":
        execute(url, f"CREATE TYPE state AS {in_place}")
        in_place = "state"
    execute(url, f"ALTER TABLE calls ADD COLUMN status {in_place}")
    execute(url, "UPDATE calls SET status = 'paid'")
    paid, new = (a_table(where={"status": (wanted,)}) for wanted in ("paid", "new"))
    assert (answered(url, paid), answered(url, new)) == ([("587-963", 1, 1000, 0)], [])


@pytest.mark.parametrize(
    ("kind", "inside", "outside"),
    [
        (
            TimeKind.UTC,
            ["2026-11-20 21:00", "2026-11-20T21:00", "2026-11-20 21:00:00", "2026-11-20T21:00:00Z"],
            [
                "2026-11-20 20:59:59.9",
                "2026-11-20T20:59:59.999999",
                "2026-11-20T20:59",
                "2026-11-21 21:00",
                "2026-11-20",
            ],
        ),
        (
            TimeKind.LOCAL,
            ["2026-11-21", "2026-11-21 00:00", "2026-11-21T00:00", "2026-11-21 23:59:59.999999"],
            ["2026-11-20 23:59:59", "2026-11-20", "2026-11-22", "2026-11-22T00:00", "yesterday"],
        ),
        (
            TimeKind.TZ,
            ["2026-11-20 21:00Z", "2026-11-21 00:00+03:00", "2026-11-21T20:59:59.9995Z"],
            ["2026-11-20 20:59:59.9999Z", "2026-11-22 00:00+03:00", "2026-11-21T21:00Z"],
        ),
    ],
)
def test_sqlite_finds_a_moment_in_every_spelling(
    sqlite_url: str, kind: TimeKind, inside: list[str], outside: list[str]
) -> None:
    texts = inside + outside
    a_calls_table(sqlite_url, *(f"'100-{n:03}', 1" for n, _ in enumerate(texts)))
    for n, text in enumerate(texts):
        execute(sqlite_url, f"UPDATE calls SET called_at = '{text}' WHERE rowid = {n + 1}")  # noqa: S608
    shop = a_shop(a_table(time_kind=kind), url=sqlite_url, zone=ZoneInfo("Europe/Moscow"))
    with statistics() as asked:
        found = [texts[int(row[0][4:])] for row in rows_of(asked, shop)]
    assert found == inside


@pytest.mark.parametrize("midnight", ["2026-11-22", "1971-01-02", "2099-12-31"])
@pytest.mark.parametrize("microseconds", [7, 1_000, 60_000])
def test_sqlite_parts_two_days_at_midnight(
    sqlite_url: str, midnight: str, microseconds: int
) -> None:
    after = datetime.fromisoformat(midnight)
    moments = [after + timedelta(microseconds=microseconds * n) for n in range(-500, 500)]
    values = ", ".join(
        f"('{moment.isoformat(' ', 'microseconds')}', '{number:03}-000', 1)"
        for number, moment in enumerate(moments)
    )
    execute(
        sqlite_url,
        "CREATE TABLE calls (called_at TEXT, client_id TEXT, amount INT)",
        f"INSERT INTO calls VALUES {values}",  # noqa: S608
    )
    shop = a_shop(a_table(), url=sqlite_url)
    days = [(after - timedelta(days=1)).date(), after.date()]
    with statistics() as asked:
        found = [[int(row[0][:3]) for row in rows_of(asked, shop, day)] for day in days]
    assert found == [[*range(500)], [*range(500, 1_000)]]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)], ids=str)
def test_the_first_and_the_last_day_of_the_calendar_are_empty(any_url: str, day: date) -> None:
    types = TYPES if backend(any_url) != "mysql" else TYPES | {TimeKind.LOCAL: "DATETIME"}
    columns = ", ".join(f"at_{n} {types[kind]} NULL" for n, kind in enumerate(kinds(any_url)))
    execute(any_url, f"CREATE TABLE calls (client_id VARCHAR(20), amount INT, {columns})")
    values = ", ".join(ALWAYS[kind] for kind in kinds(any_url))
    execute(any_url, f"INSERT INTO calls VALUES ('587-963', 1, {values})")  # noqa: S608
    with statistics() as asked:
        for n, kind in enumerate(kinds(any_url)):
            shop = a_shop(a_table(time_column=f"at_{n}", time_kind=kind), url=any_url, name=kind)
            assert (kind, rows_of(asked, shop, day)) == (kind, [])
            assert (kind, rows_of(asked, shop)) == (kind, [("587-963", 1, 100, 0)])


def test_a_name_that_is_gone_is_a_fault_of_the_schema(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10")
    for part in ("table", "time_column", "client_id", "revenue", "cost"):
        for name in ("gone", "Gone", "group"):
            with pytest.raises(SourceUnavailable, match=f"^source-schema: source calls: .*{name}"):
                answered(any_url, a_table(**{part: name}))


def test_a_column_of_a_condition_that_is_gone_is_a_fault_of_the_schema(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 10")
    with pytest.raises(SourceUnavailable) as caught:
        answered(any_url, a_table(where={"Gone": ("Gone",)}))
    assert caught.value.fault is SourceFault.SCHEMA
