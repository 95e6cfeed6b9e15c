"""Two writers that wait for each other: both get through, on both servers."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text

from app.database.retrying import write
from app.database.writing import LedgerUnavailable, open_writing, reading, writing


@pytest.fixture(params=["postgresql_url", "mariadb_url"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = open_writing(str(request.getfixturevalue(request.param)))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE tills (number INTEGER PRIMARY KEY, amount INTEGER)"))
        connection.execute(text("INSERT INTO tills VALUES (1, 0), (2, 0)"))
    yield engine
    engine.dispose()


def test_after_a_deadlock_the_work_is_done_again(engine: Engine) -> None:
    both_hold_one = threading.Barrier(2)

    def pay(first: int, second: int) -> int:
        attempts = 0

        def work(connection: Connection) -> int:
            nonlocal attempts
            attempts += 1
            add(connection, first)
            if attempts == 1:
                both_hold_one.wait(timeout=30)
            add(connection, second)
            return attempts

        return write(engine, work)

    with ThreadPoolExecutor(2) as pool:
        attempts = sorted(pool.map(pay, (1, 2), (2, 1)))
    with reading(engine) as connection:
        amounts = connection.execute(text("SELECT amount FROM tills")).scalars().all()
    assert (attempts, amounts) == ([1, 2], [2, 2])


def test_any_other_fault_is_told_at_once(engine: Engine) -> None:
    attempts = 0

    def work(connection: Connection) -> None:
        nonlocal attempts
        attempts += 1
        connection.execute(text("INSERT INTO tills VALUES (1, 0)"))

    with pytest.raises(LedgerUnavailable):
        write(engine, work)
    assert attempts == 1


def add(connection: Connection, till: int) -> None:
    connection.execute(text("UPDATE tills SET amount = amount + 1 WHERE number = :n"), {"n": till})
