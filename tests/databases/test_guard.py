"""A source that lost its newest sales is 503 until they are back, or the owner says it is right."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from app.cli.main import main
from app.database.driver import Row
from app.database.faults import SourceFault, SourceUnavailable
from app.database.postgresql import PostgreSQL
from app.database.session import Session
from app.database.writing import open_writing
from app.ledger.known_marks import KnownMarks
from app.ledger.schema import upgrade
from app.shops.source import Scalar, Source, TableSource, TimeKind
from app.statistics.bounds import Bounds
from app.statistics.guard import Guard, Watch
from app.statistics.question import Question
from app.statistics.statistics import Statistics
from tests.databases.call_shop import HEAD, ZONE, call_shops, fill, kinds, shop_file
from tests.databases.call_table import Call, add
from tests.databases.installation import installed, running
from tests.shops_made import NOON, a_calls_table, a_shop, a_table, rows_of, statistics

DAY = date(2024, 9, 9)
NEWEST = datetime(2024, 9, 9, 15, tzinfo=UTC)
CALLS = [Call(NEWEST - timedelta(hours=9 * n), f"id-{n:03}") for n in range(60)]
EVENING = datetime(2026, 11, 21, 18, tzinfo=UTC)
SALE = "'587-963', 1"
SHRUNK = (503, "/problems/source-shrunk")
SELECT_SOURCE = """
[[source]]
name = "calls"
channel = "call"
select = "calls.sql"
time = { kind = "utc" }
"""
SELECT = "SELECT client_id, amount AS revenue FROM calls WHERE at_utc >= :since AND at_utc < :until"


def change(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def empty(url: str) -> None:
    change(url, "DELETE FROM calls")


def restore(url: str, calls: Iterable[Call]) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        add(connection, calls, ZONE)
    engine.dispose()


def run(folder: Path, *words: str) -> str:
    result = CliRunner(env={"SHOPSTAT_INSTANCE": str(folder)}).invoke(main, words)
    return f"{result.exit_code} {result.output}"


def nothing() -> None:
    """Let nothing happen."""


@dataclass
class Meddling:
    """A guard before or after whose look at a source something happens."""

    guard: Guard
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing

    def watch(self, question: Question) -> Watch:
        """Watch, and meddle."""
        self._watch = self.guard.watch(question)
        return self

    def check(self, source: Source, session: Session) -> None:
        """Look in the usual way."""
        self.before()
        self._watch.check(source, session)
        self.after()

    def span(self, source: TableSource, dialect_name: str) -> Bounds:
        """Look as far as usual."""
        return self._watch.span(source, dialect_name)

    def trusts(self, source: TableSource, end: Row, dialect_name: str) -> bool:
        """Trust as usual, once something happened to the rows that were read."""
        self.before()
        return self._watch.trusts(source, end, dialect_name)


def problem(response: TestResponse) -> tuple[int, str]:
    return response.status_code, (response.get_json() or {}).get("type", "")


@pytest.fixture
def sqlite_shop(sqlite_url: str, tmp_path: Path) -> str:
    """URL of the calls of the shop ``shop``, which is installed."""
    fill(sqlite_url, CALLS)
    with installed(tmp_path, {"shop": shop_file(sqlite_url, TimeKind.UTC)}):
        return sqlite_url


@pytest.fixture
def guard(tmp_path: Path) -> Iterator[Guard]:
    """A guard with a ledger of its own, in which nothing gets stored."""
    ledger = open_writing(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(ledger)
    yield Guard(KnownMarks(ledger, lambda _: None), timedelta(hours=24), lambda: EVENING)
    ledger.dispose()


def test_an_emptied_table_is_503_until_its_sales_are_back(any_url: str, tmp_path: Path) -> None:
    with call_shops(tmp_path, any_url, CALLS) as shopstat:
        before = {kind: shopstat.answer(kind, DAY) for kind in kinds(any_url)}
        empty(any_url)
        emptied = [problem(shopstat.ask(kind, DAY)) for kind in kinds(any_url)]
        restore(any_url, reversed(CALLS[30:]))
        half = [problem(shopstat.ask(kind, DAY)) for kind in kinds(any_url)]
        restore(any_url, reversed(CALLS[:30]))
        after = {kind: shopstat.answer(kind, DAY) for kind in kinds(any_url)}
    assert emptied == half == [SHRUNK] * len(before)
    assert after == before


def test_a_select_is_guarded_too(any_url: str, tmp_path: Path) -> None:
    fill(any_url, CALLS)
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "calls.sql").write_text(SELECT)
    with installed(tmp_path, {"shop": HEAD.format(url=any_url) + SELECT_SOURCE}) as shopstat:
        before = shopstat.answer("shop", DAY)
        empty(any_url)
        emptied = problem(shopstat.ask("shop", DAY - timedelta(days=2)))
        restore(any_url, CALLS[30:])
        half = problem(shopstat.ask("shop", DAY))
        restore(any_url, CALLS[:30])
        after = shopstat.answer("shop", DAY)
    assert (emptied, half) == (SHRUNK, SHRUNK)
    assert after == before


def test_the_mark_survives_a_new_process(sqlite_shop: str, tmp_path: Path) -> None:
    with running(tmp_path) as shopstat:
        shopstat.answer("shop", DAY)
    empty(sqlite_shop)
    with running(tmp_path) as shopstat:
        assert problem(shopstat.ask("shop", DAY)) == SHRUNK


def test_a_reset_lets_answers_go_on_at_once(sqlite_shop: str, tmp_path: Path) -> None:
    with running(tmp_path) as shopstat:
        shopstat.answer("shop", DAY)
        empty(sqlite_shop)
        before = problem(shopstat.ask("shop", DAY))
        reset = run(tmp_path, "guard", "reset", "--source", "calls")
        after = shopstat.answer("shop", DAY)
    assert (before, after) == (SHRUNK, b'{"data":[]}')
    assert reset == "0 The mark of shop/calls is forgotten.\n"


def test_once_shrunk_it_takes_the_very_newest_sale_to_be_whole(
    sqlite_shop: str, tmp_path: Path
) -> None:
    with running(tmp_path) as shopstat:
        before = shopstat.answer("shop", DAY)
        empty(sqlite_shop)
        shopstat.ask("shop", DAY)
        restore(sqlite_shop, CALLS[1:])
        almost = problem(shopstat.ask("shop", DAY))
        restore(sqlite_shop, CALLS[:1])
        after = shopstat.answer("shop", DAY)
    assert almost == SHRUNK
    assert after == before


@pytest.mark.parametrize(
    "correction",
    [
        "DELETE FROM calls WHERE at_utc > '2024-09-08'",
        "UPDATE calls SET status = 'cancelled'",
        "DELETE FROM calls WHERE at_utc < '2024-09-01'",
        "UPDATE calls SET at_utc = '2062-09-09 15:00:00' WHERE client_id = 'id-000'",
    ],
)
def test_corrections_are_no_alarm(correction: str, sqlite_shop: str, tmp_path: Path) -> None:
    with running(tmp_path) as shopstat:
        shopstat.answer("shop", DAY)
        change(sqlite_shop, correction)
        assert shopstat.ask("shop", DAY).status_code == 200


def test_a_sale_of_the_future_raises_no_mark(sqlite_shop: str, tmp_path: Path) -> None:
    restore(sqlite_shop, [Call(datetime(2062, 1, 1, tzinfo=UTC), "id-000")])
    with running(tmp_path) as shopstat:
        shopstat.answer("shop", DAY)
        change(sqlite_shop, "DELETE FROM calls WHERE at_utc > '2062'")
        assert shopstat.ask("shop", DAY).status_code == 200


def test_a_table_that_was_always_empty_is_answered(sqlite_shop: str, tmp_path: Path) -> None:
    empty(sqlite_shop)
    with running(tmp_path) as shopstat:
        assert shopstat.answer("shop", DAY) == b'{"data":[]}'


def test_the_server_is_not_ready_and_the_commands_tell_the_cure(
    sqlite_shop: str, tmp_path: Path
) -> None:
    with running(tmp_path) as shopstat:
        shopstat.answer("shop", DAY)
        empty(sqlite_shop)
        ready = problem(shopstat.get("/readyz"))
    listed = run(tmp_path, "guard", "list")
    answered = run(tmp_path, "stat", "--date", str(DAY))
    checked = run(tmp_path, "check")
    reason = (
        "source calls: it is empty, though 2024-09-09 15:00 UTC was reached before; if that is how "
        "it should be, run: shopstat guard reset --shop shop --source calls"
    )
    assert ready == (503, "/problems/not-ready")
    assert listed == "0 shop/calls: newest sale 2024-09-09 15:00 UTC, SHRUNK\n"
    assert answered == f"1 Error: source-shrunk: {reason}\n"
    assert f"fault   shop: {reason}" in checked


def test_a_source_to_reset_must_be_one_of_the_shop(sqlite_shop: str, tmp_path: Path) -> None:
    told = run(tmp_path, "guard", "reset", "--source", "nonsense")
    assert told.startswith("2 ")
    assert told.endswith("'nonsense' is no source; there are: calls\n")


def test_a_table_that_is_refilled_after_its_rows_were_read_is_doubted(
    any_url: str, guard: Guard
) -> None:
    """On SQLite such a writer waits, unless the shop keeps a write-ahead log."""
    shop = a_shop(a_table(), url=any_url)
    a_calls_table(any_url, SALE)
    if any_url.startswith("sqlite"):
        change(any_url, "PRAGMA journal_mode = WAL")

    refill = f"INSERT INTO calls VALUES ('{NOON}', {SALE})"  # noqa: S608
    refilled = Meddling(guard, before=lambda: change(any_url, refill))

    with statistics() as asked:
        before = rows_of(Statistics(asked._readers, guard), shop)
        change(any_url, "DELETE FROM calls")
        with pytest.raises(SourceUnavailable) as caught:
            rows_of(Statistics(asked._readers, refilled), shop)
        after = rows_of(Statistics(asked._readers, guard), shop)
    assert caught.value.fault is SourceFault.SHRUNK
    assert (before, after) == ([("587-963", 1, 100, 0)],) * 2


def test_all_sources_are_read_as_of_one_moment(any_url: str, guard: Guard) -> None:
    shop = a_shop(a_table(), a_table(name="store"), url=any_url)
    a_calls_table(any_url, SALE)
    if any_url.startswith("sqlite"):
        change(any_url, "PRAGMA journal_mode = WAL")

    emptied = Meddling(guard, after=lambda: empty(any_url))

    with statistics() as asked:
        answered = rows_of(Statistics(asked._readers, emptied), shop)
    assert answered == [("587-963", 2, 200, 0)]


@pytest.mark.parametrize("url", ["postgresql_url", "mariadb_url"])
def test_a_table_that_is_truncated_and_refilled_while_another_is_read_is_doubted(
    url: str, guard: Guard, request: pytest.FixtureRequest
) -> None:
    """Truncating is seen at once by every snapshot; the new rows are not."""
    url = request.getfixturevalue(url)
    shop = a_shop(a_table(), a_table(name="store", table="store"), url=url)
    a_calls_table(url, SALE)
    change(url, "CREATE TABLE store AS SELECT * FROM calls")

    def replace() -> None:
        change(url, "TRUNCATE TABLE store")
        change(url, "INSERT INTO store SELECT * FROM calls")

    with statistics() as asked:
        rows_of(Statistics(asked._readers, guard), shop)
        with pytest.raises(SourceUnavailable):
            rows_of(Statistics(asked._readers, Meddling(guard, after=replace)), shop)


def test_a_sale_seen_in_the_statement_of_its_rows_is_guarded(
    postgresql_url: str, guard: Guard
) -> None:
    """Of a PostgreSQL table the second question sends one statement."""
    shop = a_shop(a_table(), url=postgresql_url)
    a_calls_table(postgresql_url)
    change(postgresql_url, f"INSERT INTO calls VALUES ('2026-11-18', {SALE})")  # noqa: S608
    with statistics() as asked:
        guarded = Statistics(asked._readers, guard)
        rows_of(guarded, shop)
        twenty = f"SELECT timestamp '{NOON}', {SALE} FROM generate_series(1, 20)"  # noqa: S608
        change(postgresql_url, f"INSERT INTO calls {twenty}")
        with only_at_once():
            assert rows_of(guarded, shop) == [("587-963", 20, 2_000, 0)]
        change(postgresql_url, f"DELETE FROM calls WHERE called_at = '{NOON}'")  # noqa: S608
        with pytest.raises(SourceUnavailable) as caught:
            rows_of(guarded, shop)
    assert caught.value.fault is SourceFault.SHRUNK


@pytest.mark.parametrize("asked_before", [True, False])
def test_a_doubt_that_arises_while_rows_are_read_stays(
    postgresql_url: str, guard: Guard, asked_before: bool
) -> None:
    """Rows of before the loss do not tell that the source is whole since."""
    shop = a_shop(a_table(), url=postgresql_url)
    a_calls_table(postgresql_url)
    days = ["2026-11-18", NOON]
    for day in days:
        change(postgresql_url, f"INSERT INTO calls VALUES ('{day}', {SALE})")  # noqa: S608

    def lose_all() -> None:
        """The table is emptied and doubted by another while these rows are on their way."""
        change(postgresql_url, "DELETE FROM calls")
        with pytest.raises(SourceUnavailable):
            rows_of(Statistics(asked._readers, guard), shop)

    with statistics() as asked:
        meddling = Meddling(guard)
        asking = Statistics(asked._readers, meddling)
        if asked_before:
            rows_of(asking, shop)
        else:
            rows_of(Statistics(asked._readers, guard), shop)
        meddling.before = lose_all
        assert rows_of(asking, shop) == [("587-963", 1, 100, 0)]
        change(postgresql_url, f"INSERT INTO calls VALUES ('{days[0]}', {SALE})")  # noqa: S608
        with pytest.raises(SourceUnavailable) as caught:
            rows_of(Statistics(asked._readers, guard), shop)
    assert caught.value.fault is SourceFault.SHRUNK


SCHEMA_CHANGES = [
    ("postgresql_url", "TIMESTAMP", TimeKind.LOCAL, "ALTER called_at TYPE TIMESTAMPTZ"),
    ("postgresql_url", "TIMESTAMPTZ", TimeKind.TZ, "ALTER called_at TYPE TIMESTAMP"),
    ("postgresql_url", "TIMESTAMP", TimeKind.UTC, "ALTER called_at TYPE DATE"),
    ("mariadb_url", "DATETIME", TimeKind.LOCAL, "MODIFY COLUMN called_at TIMESTAMP NULL"),
    ("mariadb_url", "DATETIME", TimeKind.UTC, "MODIFY COLUMN called_at DATE"),
    ("mariadb_url", "DATETIME", TimeKind.UTC, "MODIFY COLUMN status INT"),
]


@pytest.mark.parametrize("sources", [1, 2])
@pytest.mark.parametrize(("fixture", "type_", "kind", "change_to"), SCHEMA_CHANGES)
def test_a_column_that_no_longer_fits_is_noticed_by_a_running_server(
    fixture: str,
    type_: str,
    kind: TimeKind,
    change_to: str,
    sources: int,
    guard: Guard,
    request: pytest.FixtureRequest,
) -> None:
    """It would be compared by other rules: sales of another day, or none."""
    url: str = request.getfixturevalue(fixture)
    paid = "0" if "status" in change_to else "'paid'"
    create = (
        f"CREATE TABLE calls (called_at {type_}, status VARCHAR(9), client_id TEXT, amount INT)"
    )
    change(url, create)
    change(url, "CREATE INDEX calls_at ON calls (called_at)")
    change(url, f"INSERT INTO calls VALUES ('{NOON}', {paid}, {SALE})")  # noqa: S608
    where: dict[str, tuple[Scalar, ...]] = {"status": (paid.strip("'"),)}
    named = [a_table(name=name, time_kind=kind, where=where) for name in ("calls", "store")]
    shop = a_shop(*named[:sources], url=url)
    with statistics() as asked:
        guarded = Statistics(asked._readers, guard)
        before = [rows_of(guarded, shop) for _ in range(2)]
        change(url, f"ALTER TABLE calls {change_to}")
        for _ in range(3):
            with pytest.raises(SourceUnavailable) as caught:
                rows_of(guarded, shop)
            assert caught.value.fault is SourceFault.SCHEMA
    assert before == [[("587-963", sources, sources * 100, 0)]] * 2


@pytest.mark.parametrize(
    ("fixture", "kind", "moment", "is_refused"),
    [
        ("sqlite_url", TimeKind.UTC, "2026-11-21T15:00:00+03:00", True),
        ("sqlite_url", TimeKind.LOCAL, "2026-11-21 12:00:00.5 -03:00", True),
        ("sqlite_url", TimeKind.UTC, "2026-11-21T12:00:00+00:00", False),
        ("sqlite_url", TimeKind.UTC, "2026-11-21T12:00:00Z", False),
        ("sqlite_url", TimeKind.TZ, "2026-11-21T15:00:00+03:00", False),
        ("mariadb_url", TimeKind.UTC, "2026-11-21T12:00:00", True),
        ("mariadb_url", TimeKind.UTC, "2026-11-21 12:00:00", False),
    ],
)
def test_texts_that_the_kind_does_not_compare_rightly_are_refused(
    fixture: str,
    kind: TimeKind,
    moment: str,
    is_refused: bool,
    guard: Guard,
    request: pytest.FixtureRequest,
) -> None:
    """They would be in no day at all, or in another one."""
    url: str = request.getfixturevalue(fixture)
    change(url, "CREATE TABLE calls (called_at VARCHAR(40), client_id VARCHAR(40), amount INT)")
    change(url, f"INSERT INTO calls VALUES ('{moment}', {SALE})")  # noqa: S608
    shop = a_shop(a_table(time_kind=kind), url=url)
    with statistics() as asked:
        try:
            found = rows_of(Statistics(asked._readers, guard), shop)
        except SourceUnavailable as refused:
            assert refused.fault is SourceFault.SCHEMA
            assert is_refused
        else:
            assert found == [("587-963", 1, 100, 0)]
            assert not is_refused


@contextmanager
def only_at_once() -> Iterator[None]:
    """Let nobody begin a transaction on PostgreSQL."""
    with patch.object(PostgreSQL, "begin", side_effect=AssertionError("a transaction")):
        yield
