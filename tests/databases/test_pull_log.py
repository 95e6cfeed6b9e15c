"""What platforms were told is in the log of pulls, and no trouble with it reaches them."""

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.database.writing import open_writing, reading
from app.ledger.pulls import Pull, newest_first
from app.shops.source import TimeKind
from tests.databases.call_shop import fill, shop_file
from tests.databases.call_table import Call
from tests.databases.installation import installed, running

DAY = date(2024, 9, 7)
CALLS = [Call(datetime(2024, 9, 7, 12, tzinfo=UTC), f"id-{n:03}") for n in range(3)]


@pytest.fixture
def shop(sqlite_url: str, tmp_path: Path) -> Path:
    """The instance of the shop ``shop``, which sold three times."""
    fill(sqlite_url, CALLS)
    with installed(tmp_path, {"shop": shop_file(sqlite_url, TimeKind.UTC)}):
        return tmp_path


@pytest.fixture
def locked(shop: Path) -> Iterator[Path]:
    """The same, its ledger locked by somebody who writes."""
    writer = sqlite3.connect(shop / "shopstat.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield shop
    writer.close()


def recorded(instance: Path) -> list[Pull]:
    """The pulls, newest first, without what differs from run to run."""
    engine = open_writing(f"sqlite:///{instance / 'shopstat.db'}")
    with reading(engine) as connection:
        found = newest_first(connection, 9)
    engine.dispose()
    return [replace(pull, at=BEFORE, milliseconds=0) for pull in found]


BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
ANSWERED = Pull(BEFORE, "shop", "shop", "alytics", 200, 0, DAY, None, 3, 3, 30000)


def test_every_answer_is_recorded_with_what_it_said(shop: Path) -> None:
    with running(shop) as shopstat:
        tag = shopstat.ask("shop", DAY).headers["ETag"]
        shopstat.ask("shop", DAY, **{"If-None-Match": tag})
        (shop / "shop.db").rename(shop / "away.db")
        shopstat.ask("shop", DAY)
        shopstat.get("/stat?date=nonsense", auth=("shop", "a password for tests"))
        shopstat.get("/stat?date=2024-09-07", auth=("shop", "wrong"))
    assert recorded(shop) == [
        Pull(BEFORE, "shop", "shop", "alytics", 400, 0, None, "bad-question"),
        Pull(BEFORE, "shop", "shop", "alytics", 503, 0, DAY, "source-unreachable"),
        replace(ANSWERED, status=304),
        ANSWERED,
    ]


def test_a_locked_ledger_neither_fails_nor_delays_an_answer(
    locked: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.database.writing_sqlite.LOCK_WAIT_MILLISECONDS", 200)
    with caplog.at_level(logging.WARNING, "shopstat"), running(locked) as shopstat:
        statuses = [shopstat.ask("shop", DAY).status_code for _ in range(3)]
    assert statuses == [200, 200, 200]
    assert "event=ledger-not-written lost=3 fault='the ledger does not answer" in caplog.text


def test_a_ledger_that_cannot_grow_does_not_fail_an_answer(
    shop: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = sqlite3.connect(shop / "shopstat.db")
    ledger.execute(
        "CREATE TRIGGER full BEFORE INSERT ON pulls BEGIN SELECT raise(ABORT, 'disk is full'); END"
    )
    ledger.close()
    with caplog.at_level(logging.WARNING, "shopstat"), running(shop) as shopstat:
        assert shopstat.ask("shop", DAY).status_code == 200
    assert "lost=1" in caplog.text
    assert recorded(shop) == []
