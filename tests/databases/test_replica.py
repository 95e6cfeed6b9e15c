"""A shop's replica answers rightly, or it is told that it is behind; never from what it lacks."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from app.database.driver import Limits
from app.database.faults import SourceFault, SourceUnavailable
from app.database.reading import Readers
from app.database.session import Session
from app.database.statement import Statement
from app.shops.shop import Shop
from app.shops.source import TimeKind
from app.statistics.inspection import inspect
from tests.conftest import or_skip
from tests.databases.call_shop import fill, shop_file
from tests.databases.call_table import Call
from tests.databases.installation import installed
from tests.databases.replicas import Pair, mariadb_pair, postgresql_pair
from tests.shops_made import (
    a_calls_table,
    a_question,
    a_reader,
    a_shop,
    a_table,
    execute,
    rows_of,
    statistics,
)

PATIENCE_SECONDS = 60
GRACE = timedelta(seconds=5)
ANOTHER = "INSERT INTO calls VALUES ('2026-11-21 12:00:00', '111-222', 1)"
ONE = [("587-963", 1, 100, 0)]
BOTH = [("111-222", 1, 100, 0), *ONE]
BEHIND = SourceFault.BEHIND
REPLAYED = "pg_last_wal_replay_lsn()"
ARRIVING: list[object] = [*SourceFault, []]  # the database, its table and its rows are on their way


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Pair]:
    with or_skip(), postgresql_pair() as made:
        yield made


@pytest.fixture(scope="module")
def mariadb() -> Iterator[Pair]:
    with or_skip(), mariadb_pair() as made:
        yield made


@pytest.fixture(params=["postgresql", "mariadb"])
def pair(request: pytest.FixtureRequest) -> Pair:
    """A primary and its replica of each kind in turn."""
    made: Pair = request.getfixturevalue(request.param)
    return made


def replicated(url: str, pair: Pair, grace: timedelta = GRACE) -> Shop:
    """The shop as its replica has it, which may be this far behind."""
    return replace(a_shop(a_table(), url=pair.url_on_replica(url)), replica_grace=grace)


def inspected(shop: Shop) -> str:
    """What ``shopstat check`` says of the shop."""
    readers = Readers(Limits())
    try:
        return "\n".join(f"{each.text}; {each.cure}" for each in inspect(a_question(shop), readers))
    finally:
        readers.close()


def position(url: str, function: str) -> Decimal:
    """How far a PostgreSQL server has written or replayed; newer is greater."""
    engine = create_engine(url)
    with engine.connect() as connection:
        told: Decimal = connection.exec_driver_sql(f"SELECT {function} - '0/0'").scalar_one()
    engine.dispose()
    return told


def vacuum(url: str) -> None:
    """Remove the rows that nobody on this server can see any more."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM calls")
    engine.dispose()


def outcome(shop: Shop) -> object:
    """The rows, or the fault that was told instead."""
    with statistics(Limits()) as asked:
        try:
            return rows_of(asked, shop)
        except SourceUnavailable as error:
            return error.fault


def until(wanted: object, ask: Callable[[], object], passing: Sequence[object]) -> None:
    """Ask until the wanted outcome; whatever comes before is one of those that may pass."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (told := ask()) != wanted:
        assert told in passing
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_replica_that_is_held_up_is_503_until_it_has_caught_up(pair: Pair) -> None:
    with pair.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        shop = replicated(url, pair)
        until(ONE, lambda: outcome(shop), ARRIVING)
        pair.on_replica(pair.hold)
        execute(url, ANOTHER)
        until(BEHIND, lambda: outcome(shop), [ONE])
        pair.on_replica(pair.go_on)
        until(BOTH, lambda: outcome(shop), [BEHIND, ONE])


def test_a_replica_whose_primary_is_gone_is_503_until_it_is_back(pair: Pair) -> None:
    with pair.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        shop = replicated(url, pair)
        until(ONE, lambda: outcome(shop), ARRIVING)
        pair.primary.stop(immediate=True)
        until(BEHIND, lambda: outcome(shop), [ONE])
        pair.primary.start()
        execute(url, ANOTHER)
        until(BOTH, lambda: outcome(shop), [BEHIND, ONE])


def test_a_replica_whose_primary_has_fallen_silent_is_503(pair: Pair) -> None:
    with pair.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        shop = replicated(url, pair)
        until(ONE, lambda: outcome(shop), ARRIVING)
        with pair.primary.paused():
            until(BEHIND, lambda: outcome(shop), [ONE])


def test_a_replica_of_a_primary_without_work_stays_current(pair: Pair) -> None:
    with pair.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        shop = replicated(url, pair)
        until(ONE, lambda: outcome(shop), ARRIVING)
        quiet_until = time.monotonic() + 1.5 * GRACE.total_seconds()
        while time.monotonic() < quiet_until:
            assert outcome(shop) == ONE
            time.sleep(0.5)


def test_a_server_that_is_no_replica_is_not_believed(pair: Pair, tmp_path: Path) -> None:
    with pair.primary.database() as url:
        fill(url, [Call(datetime(2026, 11, 21, 12, tzinfo=UTC), "id-123")])
        told = shop_file(url, TimeKind.UTC).replace("[client_id]", "[replica]\n[client_id]")
        with installed(tmp_path, {"shop": told}) as shopstat:
            answer = shopstat.ask("shop", date(2026, 11, 21))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.get_json()["type"] == "/problems/source-behind"


def test_the_check_tells_how_far_behind_a_replica_is(pair: Pair) -> None:
    with pair.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        shop = replicated(url, pair)
        until(ONE, lambda: outcome(shop), ARRIVING)
        found = inspected(shop)
        primary = inspected(replace(shop, database=url))
    assert "its database is a replica, at most 0:00:0" in found
    assert "the replica: it is no replica" in primary


def test_a_login_that_may_not_see_the_replication_is_told_the_cure(mariadb: Pair) -> None:
    with mariadb.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        execute(url, "CREATE USER reader", f"GRANT SELECT ON {make_url(url).database}.* TO reader")
        theirs = make_url(mariadb.url_on_replica(url)).set(username="reader").render_as_string()
        shop = replace(replicated(url, mariadb), database=theirs)
        until(SourceFault.REFUSED, lambda: outcome(shop), ARRIVING)
        found = inspected(shop)
        execute(url, "DROP USER reader")
    assert "GRANT pg_read_all_stats (PostgreSQL), SLAVE MONITOR (MariaDB)" in found


def test_a_read_that_the_standby_sacrifices_is_done_once_more(postgresql: Pair) -> None:
    statement = Statement("SELECT client_id FROM calls", {}, None)
    seen: list[object] = []

    def work(session: Session) -> None:
        with session.snapshot():
            seen.append([row for rows in session.fetch(statement) for row in rows])
            if len(seen) == 1:
                execute(url, "DELETE FROM calls")
                vacuum(url)
                written = position(url, "pg_current_wal_lsn()")
                there = postgresql.replica.url
                until(True, lambda: position(there, REPLAYED) >= written, [False])
            seen.append([row for rows in session.fetch(statement) for row in rows])

    with postgresql.primary.database() as url:
        a_calls_table(url, "'587-963', 1")
        shop = replicated(url, postgresql)
        until(ONE, lambda: outcome(shop), ARRIVING)
        with a_reader(str(shop.database), Limits()) as reader:
            reader.read(work)
    assert seen == [[("587-963",)], [], []]
