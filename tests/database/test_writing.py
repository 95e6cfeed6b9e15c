"""The ledger's engine: locks, waiting, privacy of the file, sessions, missing drivers."""

import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from app.database.faults import UnknownDatabase
from app.database.writing import LedgerUnavailable, open_writing, reading, writing

READERS = 4
ONE_CONNECTION = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.01}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A ledger file with one counter that stands at 0."""
    with opened(f"sqlite:///{tmp_path / 'private' / 'ledger.db'}") as engine:
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE counter (value INTEGER NOT NULL)"))
            connection.execute(text("INSERT INTO counter VALUES (0)"))
        yield engine


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_writing(url)
    yield engine
    engine.dispose()


def read_counter(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(text("SELECT value FROM counter")).scalar_one())


def add_one(engine: Engine) -> None:
    """Read, then write what was read: lost when two do it at once without a lock."""
    with writing(engine) as connection:
        value = connection.execute(text("SELECT value FROM counter")).scalar_one()
        connection.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})


def test_readers_do_not_wait_for_a_writer_and_see_what_was_committed(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE counter SET value = 7"))
        started = time.monotonic()
        with ThreadPoolExecutor(READERS) as pool:
            seen = list(pool.map(read_counter, [engine] * READERS))
        waited = time.monotonic() - started
    assert seen == [0] * READERS
    assert waited < 1
    assert read_counter(engine) == 7


def test_a_writer_does_not_wait_for_a_reader(engine: Engine) -> None:
    with reading(engine) as connection:
        connection.execute(text("SELECT value FROM counter")).scalar_one()
        add_one(engine)
    assert read_counter(engine) == 1


def test_writers_that_read_first_lose_no_update(engine: Engine) -> None:
    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(add_one, [engine] * 40))
    assert read_counter(engine) == 40


def test_a_writer_waits_for_another_one_to_end(engine: Engine) -> None:
    second = threading.Thread(target=add_one, args=[engine])
    with writing(engine) as connection:
        second.start()
        second.join(timeout=0.2)
        waited = second.is_alive()
        connection.execute(text("UPDATE counter SET value = 10"))
    second.join()
    assert (waited, read_counter(engine)) == (True, 11)


def test_a_lock_that_is_never_released_is_an_unavailable_ledger(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.database.writing_sqlite.LOCK_WAIT_MILLISECONDS", 50)
    with (
        opened(str(engine.url)) as impatient,
        writing(engine),
        pytest.raises(LedgerUnavailable, match="database is locked"),
    ):
        add_one(impatient)


def test_a_transaction_that_raises_changes_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("UPDATE counter SET value = 7"))
        connection.execute(text("CREATE TABLE other (value INTEGER)"))
        raise ZeroDivisionError
    with writing(engine) as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert (tables, read_counter(engine)) == (["counter"], 0)


def test_the_sqlite_file_and_its_folder_are_private(engine: Engine) -> None:
    file = Path(engine.url.database or "")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == {"ledger.db": 0o600, "ledger.db-wal": 0o600, "ledger.db-shm": 0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_existing_sqlite_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    file.touch()
    file.chmod(0o640)
    open_writing(f"sqlite:///{file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_sqlite_keeps_a_write_ahead_log_and_foreign_keys(engine: Engine) -> None:
    with reading(engine) as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    assert pragmas == ["wal", 1, 5000]


def test_a_new_file_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"

    def open_and_read(_: int) -> int:
        with opened(url) as engine, reading(engine) as connection:
            return int(connection.execute(text("SELECT 1")).scalar_one())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(open_and_read, range(8))) == [1] * 8


def test_a_file_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as maker,
        opened(f"sqlite:///{file}") as engine,
        ThreadPoolExecutor() as pool,
    ):
        maker.execute("BEGIN IMMEDIATE")
        maker.execute("CREATE TABLE counter AS SELECT 7 AS value")
        value = pool.submit(read_counter, engine)
        assert wait([value], timeout=0.2).done == set()
        maker.execute("COMMIT")
        assert value.result() == 7


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"])
def test_a_ledger_in_memory_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase, match="the ledger needs a file"):
        open_writing(url)


def test_a_damaged_file_is_an_unavailable_ledger(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(b"not a database at all" * 100)
    with (
        opened(f"sqlite:///{file}") as engine,
        pytest.raises(LedgerUnavailable, match="not a database"),
        reading(engine),
    ):
        pass


def test_a_server_that_is_down_is_an_unavailable_ledger() -> None:
    engine = open_writing("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(LedgerUnavailable) as caught, reading(engine):
        pass
    assert "secret" not in str(caught.value)


def test_a_pool_without_a_free_connection_is_an_unavailable_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.database.writing.POOL", ONE_CONNECTION)
    with (
        opened(f"sqlite:///{tmp_path / 'ledger.db'}") as engine,
        reading(engine),
        pytest.raises(LedgerUnavailable, match="no free connection"),
    ):
        read_counter(engine)


def test_a_postgresql_session_is_in_utc_and_keeps_the_options_of_the_url(
    postgresql_url: str,
) -> None:
    url = make_url(postgresql_url).update_query_dict({"options": "-c search_path=shopstat"})
    with opened(url.render_as_string(hide_password=False)) as engine, reading(engine) as connection:
        settings = [
            connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in ("timezone", "search_path")
        ]
    assert settings == ["UTC", "shopstat"]


def test_a_mariadb_session_is_in_utc(mariadb_url: str) -> None:
    with opened(mariadb_url) as engine, reading(engine) as connection:
        zone = connection.exec_driver_sql("SELECT @@session.time_zone").scalar()
    assert zone == "+00:00"


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://u@h/d", "psycopg"),
        ("postgresql+psycopg://u@h/d", "psycopg"),
        ("mysql://u@h/d", "pymysql"),
        ("mariadb://u@h/d", "pymysql"),
    ],
)
def test_a_url_without_a_driver_gets_the_one_of_our_extra(url: str, driver: str) -> None:
    assert open_writing(url).driver == driver


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("postgresql+psycopg2://u:secret@h/d", "pip install 'shopstat[postgres]'"),
        ("mysql+mysqldb://u:secret@h/d", "pip install 'shopstat[mysql]'"),
        ("oracle+oracledb://u:secret@h/d", "pip install oracledb"),
    ],
)
def test_a_missing_driver_is_told_with_its_cure(url: str, cure: str) -> None:
    with pytest.raises(UnknownDatabase) as caught:
        open_writing(url)
    assert cure in str(caught.value)
    assert "secret" not in str(caught.value)


def test_values_stay_out_of_error_messages(engine: Engine) -> None:
    with pytest.raises(LedgerUnavailable) as caught, writing(engine) as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:hash)"), {"hash": "argon2-secret"})
    assert "argon2-secret" not in f"{caught.value} {caught.value.__cause__}"
