"""The log of pulls, on every database the ledger may live in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from app.database.writing import reading, writing
from app.ledger.pull_log import PullLog
from app.ledger.pulls import Pull, last_answered, last_asked, newest_first, record

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_pull(at: datetime = NOON, shop: str = "north", account: str = "alytics") -> Pull:
    return Pull(at, account, shop, "alytics", 200, 7, date(2026, 11, 20), None, 2, 3, -450)


def a_refusal(at: datetime, shop: str = "north") -> Pull:
    return Pull(at, "alytics", shop, "alytics", 503, 7, date(2026, 11, 20), "source-shrunk")


def test_pulls_are_kept_whole_and_listed_newest_first(every_ledger: Engine) -> None:
    first, second = a_pull(), a_refusal(NOON + HOUR)
    with writing(every_ledger) as connection:
        record(connection, [first, second])
    with reading(every_ledger) as connection:
        assert newest_first(connection, 5) == [second, first]


def test_a_pull_that_another_process_wrote_down_later_has_its_place(ledger: Engine) -> None:
    with writing(ledger) as connection:
        record(connection, [a_pull(NOON + HOUR), a_pull(NOON)])
    with reading(ledger) as connection:
        assert [pull.at for pull in newest_first(connection, 5)] == [NOON + HOUR, NOON]


def test_pulls_of_one_shop_or_account_are_listed_alone(ledger: Engine) -> None:
    north, south, other = a_pull(), a_pull(shop="south"), a_pull(account="other")
    with writing(ledger) as connection:
        record(connection, [north, south, other])
    with reading(ledger) as connection:
        assert newest_first(connection, 5, shop="south") == [south]
        assert newest_first(connection, 5, account="other") == [other]
        assert newest_first(connection, 1) == [other]


def test_who_asked_last_and_who_was_answered_last_are_told_apart(every_ledger: Engine) -> None:
    with writing(every_ledger) as connection:
        record(connection, [a_pull(), a_refusal(NOON + HOUR), a_pull(NOON + HOUR, "south")])
    with reading(every_ledger) as connection:
        assert last_asked(connection, "north") == NOON + HOUR
        assert last_answered(connection, "north") == NOON
        assert last_asked(connection, "east") is None
        assert last_answered(connection, "east") is None


def test_old_pulls_are_forgotten(every_ledger: Engine) -> None:
    log = PullLog(every_ledger, keep_days=400)
    log.add(a_pull(NOON - timedelta(days=401)))
    log.add(a_pull(NOON - timedelta(days=399)))
    log.add(a_pull())
    log.close()
    with reading(every_ledger) as connection:
        assert newest_first(connection, 5) == [a_pull(), a_pull(NOON - timedelta(days=399))]


@pytest.mark.parametrize("times", [1, 2])
def test_a_closed_log_takes_more(ledger: Engine, times: int) -> None:
    log = PullLog(ledger, keep_days=400)
    for _ in range(times):
        log.add(a_pull())
        log.close()
    with reading(ledger) as connection:
        assert newest_first(connection, 5) == [a_pull()] * times
