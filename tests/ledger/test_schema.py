"""The ledger's schema on every database it may live in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, inspect, text

from app.accounts import tables as accounts
from app.database.writing import LedgerUnavailable, open_writing, reading, writing
from app.ledger import client_id_tables as client_ids
from app.ledger import receipt_tables as receipts
from app.ledger import sale_tables as sales
from app.ledger import tables as ledger
from app.ledger.lock import LedgerLocked, locked
from app.ledger.schema import (
    LedgerOutdated,
    LedgerTooNew,
    is_current,
    require_current,
    upgrade,
)

UPGRADE = """
import sys
from app.database.writing import open_writing
from app.ledger.schema import upgrade
engine = open_writing(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
upgrade(engine)
"""


@pytest.fixture(params=["sqlite_url", "postgresql_url", "mariadb_url"])
def ledger_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty ledger, on each kind of database."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def engine(ledger_url: str) -> Iterator[Engine]:
    engine = open_writing(ledger_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    engine = open_writing(sqlite_url)
    yield engine
    engine.dispose()


def ready_to_upgrade(url: str) -> "subprocess.Popen[str]":
    """Start a process that upgrades the ledger as soon as it is told to; leaving it waits."""
    racer = subprocess.Popen(  # noqa: S603  # our own program on a URL of the tests
        [sys.executable, "-c", UPGRADE, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert racer.stdout
    assert racer.stdout.readline() == "ready\n"
    return racer


def declared() -> MetaData:
    whole = MetaData()
    for room in (accounts, ledger, sales, client_ids, receipts):
        for table in room.metadata.sorted_tables:
            table.to_metadata(whole)
    return whole


def tables_of(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_migrations_make_exactly_the_declared_tables(engine: Engine) -> None:
    upgrade(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, declared())
    assert differences == []


def test_an_upgrade_makes_the_ledger_current_and_a_second_one_changes_nothing(
    engine: Engine,
) -> None:
    before = is_current(engine)
    upgrade(engine)
    upgrade(engine)
    assert (before, is_current(engine)) == (False, True)
    assert tables_of(engine) == {"alembic_version", *declared().tables}


def test_processes_may_upgrade_one_ledger_at_once(ledger_url: str, engine: Engine) -> None:
    with ExitStack() as stack:
        racers = [stack.enter_context(ready_to_upgrade(ledger_url)) for _ in range(3)]
        for racer in racers:
            print("go", file=racer.stdin, flush=True)
    assert [racer.returncode for racer in racers] == [0, 0, 0]
    assert is_current(engine)


def test_an_outdated_ledger_is_refused_with_the_cure(sqlite_engine: Engine) -> None:
    with pytest.raises(LedgerOutdated, match="run shopstat upgrade"):
        require_current(sqlite_engine)


def test_a_current_ledger_is_accepted(sqlite_engine: Engine) -> None:
    upgrade(sqlite_engine)
    require_current(sqlite_engine)


def test_a_ledger_of_a_newer_shopstat_is_not_touched(sqlite_engine: Engine) -> None:
    upgrade(sqlite_engine)
    with writing(sqlite_engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerTooNew, match="revision 9999"):
        upgrade(sqlite_engine)
    assert not is_current(sqlite_engine)


@pytest.mark.parametrize("url", ["sqlite_url", "postgresql_url"])
def test_a_failed_upgrade_leaves_nothing_behind(url: str, request: pytest.FixtureRequest) -> None:
    engine = open_writing(str(request.getfixturevalue(url)))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE passwords (in_the_way INTEGER)"))
    with pytest.raises(LedgerUnavailable, match="already exists"):
        upgrade(engine)
    assert tables_of(engine) == {"passwords"}
    engine.dispose()


def test_an_upgrade_that_never_ends_is_told_to_the_next_one(
    mariadb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ledger.lock.WAIT_SECONDS", 0)
    engine = open_writing(mariadb_url)
    with writing(engine) as first, locked(first), pytest.raises(LedgerLocked, match="run it again"):
        upgrade(engine)
    upgrade(engine)
    assert is_current(engine)
    engine.dispose()


def test_the_migrations_are_found_from_any_folder(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    upgrade(sqlite_engine)
    assert is_current(sqlite_engine)
