"""Drills: a shop's database lets every question wait, and more come than there are threads."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from tests.deploy.conditions import wait_until
from tests.drills.served import Reply, Served, basic, read, served
from tests.drills.shop import ANSWERS, DAYS, SHOP, fill, shop_file

THREADS = 8
# longer than a test may take: whoever is answered sooner did not wait for the database
OPTIONS = f"""
server.workers = 1
server.threads = {THREADS}
server.answers_kept_seconds = 600
sources.query_timeout_seconds = 300
"""
LOCK = "LOCK TABLE calls IN ACCESS EXCLUSIVE MODE"
WAITING = """
SELECT count(*) FROM pg_locks
WHERE NOT granted AND relation = 'calls'::regclass
"""


@pytest.fixture
def shopstat(postgresql_url: str, tmp_path: Path) -> Iterator[Served]:
    fill(postgresql_url)
    with served(tmp_path / "instance", {SHOP: shop_file(postgresql_url)}, OPTIONS) as shopstat:
        yield shopstat


@pytest.fixture
def locking(postgresql_url: str) -> Iterator[Connection]:
    """A connection of the shop's own, which locks the table until it rolls back."""
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        connection.execute(text(LOCK))
        yield connection
    engine.dispose()


def test_while_every_question_hangs_the_others_are_told_so_and_all_else_is_answered(
    shopstat: Served, locking: Connection
) -> None:
    locking.rollback()
    kept = shopstat.get(stat(50), basic(SHOP))
    locking.execute(text(LOCK))
    with ExitStack() as links:
        hanging = [
            links.enter_context(shopstat.asked(stat(number), basic(SHOP)))
            for number in range(THREADS - 1)
        ]
        wait_until(
            lambda: locking.execute(text(WAITING)).scalar_one() == len(hanging),
            "every question waits for the lock",
        )
        again = shopstat.get(stat(50), basic(SHOP))
        refused = [shopstat.get(stat(number), basic(SHOP)) for number in range(20)]
        others = [
            shopstat.get("/healthz").status,
            shopstat.get(stat(0), basic(SHOP, "wrong password")).status,
            shopstat.get("/stat?date=yesterday", basic(SHOP)).status,
        ]
        locking.rollback()
        answers = [read(link).body for link in hanging]

    assert {told(reply) for reply in refused} == {(503, "60", "/problems/source-busy")}
    assert again.body == kept.body == ANSWERS[DAYS[50]]
    assert others == [200, 401, 400]
    assert answers == [ANSWERS[day] for day in DAYS[: len(hanging)]]
    assert shopstat.get(stat(40), basic(SHOP)).body == ANSWERS[DAYS[40]]


def stat(number: int) -> str:
    return f"/stat?date={DAYS[number]}"


def told(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.headers["retry-after"], json.loads(reply.body)["type"]
