"""Drills: the server is reloaded, stopped or loses a worker while platforms ask for days."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills.pollers import CUT, NOBODY, RIGHT, UNANSWERED, Pollers
from tests.drills.served import Served, basic, read, served
from tests.drills.shop import ANSWERS, DAYS, SHOP, fill, shop_file, slow_shop_file

PATIENT = "[sources]\nquery_timeout_seconds = 15"
SLOW_SHOP = "slow"
SLOW_SQL = """
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
SELECT client_id, amount AS revenue FROM calls
WHERE at >= :since AND at < :until AND (SELECT max(i) FROM n) > 0
"""


@pytest.fixture
def shopstat(sqlite_url: str, tmp_path: Path) -> Iterator[Served]:
    fill(sqlite_url)
    instance = tmp_path / "instance"
    (instance / "shops").mkdir(parents=True)
    (instance / "shops" / "slow.sql").write_text(SLOW_SQL)
    shops = {SHOP: shop_file(sqlite_url), SLOW_SHOP: slow_shop_file(sqlite_url, "slow.sql")}
    with served(instance, shops, PATIENT) as shopstat:
        yield shopstat


def test_a_reload_under_load_is_not_noticed(shopstat: Served) -> None:
    before = shopstat.workers()
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        for _ in range(3):
            pollers.until_right()
            shopstat.signal(signal.SIGHUP)
        pollers.until_right()
        assert shopstat.replaced(before)
    assert pollers.outcomes() == {RIGHT}


def test_a_stop_under_load_ends_well_and_cuts_no_answer_short(shopstat: Served) -> None:
    """A connection that no worker had accepted yet may be closed: the kernel does that."""
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        shopstat.signal(signal.SIGTERM)
        status = shopstat.ended()
        pollers.until(NOBODY)
    assert status == 0
    assert pollers.outcomes() - {UNANSWERED} == {RIGHT, NOBODY}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_answer_under_way_is_finished(shopstat: Served, number: signal.Signals) -> None:
    with shopstat.asked(f"/stat?date={DAYS[0]}", basic(SLOW_SHOP)) as under_way:
        for _ in range(4):
            shopstat.get("/healthz")  # came later and is answered: the other is being answered
        shopstat.signal(number)
        reply = read(under_way)
    assert (reply.status, reply.body) == (200, ANSWERS[DAYS[0]])


def test_a_killed_worker_cuts_its_own_connections_only_and_is_replaced(shopstat: Served) -> None:
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        before = shopstat.workers()
        for worker in before:
            os.kill(worker, signal.SIGKILL)
            pollers.until_right()
        assert shopstat.replaced(before)
    assert pollers.outcomes() <= {RIGHT, CUT, UNANSWERED}
