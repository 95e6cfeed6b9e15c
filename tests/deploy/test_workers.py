"""Several processes answer: what one of them is told, or counts, holds for all of them."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.accounts import store
from app.accounts.passwords import hash_password
from app.database.writing import open_writing, writing
from tests.databases.installation import PASSWORD
from tests.deploy.conditions import wait_until
from tests.deploy.shop import DAY, SHOP, deployed
from tests.drills.served import Served, basic

NEW = "another password for tests"
FAILURES_PER_MINUTE = 10  # the default of accounts.failures_per_minute


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with deployed(tmp_path, workers=2) as server:
        yield server


@pytest.fixture
def ledger(server: Served, tmp_path: Path) -> Iterator[Engine]:
    engine = open_writing(f"sqlite:///{tmp_path / 'instance' / 'shopstat.db'}")
    yield engine
    engine.dispose()


def asked(server: Served, times: int, password: str) -> Counter[int]:
    """Ask so often at once, and count the statuses."""
    login = basic(SHOP, password)
    with ThreadPoolExecutor(times) as pool:
        asking = [pool.submit(server.get, f"/stat?date={DAY}", login) for _ in range(times)]
        return Counter(each.result().status for each in asking)


def test_an_old_password_is_told_in_the_log_and_ends_in_every_process_at_once(
    server: Served, ledger: Engine
) -> None:
    now = datetime.now(UTC)
    with writing(ledger) as connection:
        until = now + timedelta(hours=1)
        store.set_password(connection, SHOP, hash_password(NEW), now, until)
    remembered = [asked(server, 6, password) for password in (PASSWORD, NEW)]
    with writing(ledger) as connection:
        store.end_old_passwords(connection, SHOP)
    ended = asked(server, 4, PASSWORD)

    assert remembered == [Counter({200: 6})] * 2
    assert ended == Counter({401: 4})
    assert asked(server, 6, NEW) == Counter({200: 6})
    wait_until(lambda: server.said().count("rows=") == 18, "every answer is logged")
    assert server.said().count(f" account={SHOP} password=old shop=") == 6


def test_a_guesser_gets_no_more_guesses_from_several_processes(server: Served) -> None:
    guesses = [basic(SHOP, f"guess {number}") for number in range(40)]
    outcomes = Counter(server.get(f"/stat?date={DAY}", each).status for each in guesses)

    assert outcomes.keys() == {401, 429}
    assert outcomes[401] <= FAILURES_PER_MINUTE
