"""How far a replica may be behind, for the present day and for one that is over."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.database.replay import Replay
from app.sales.day import Day
from app.statistics.replica import doubt

DAY = Day(date(2026, 11, 21), ZoneInfo("Europe/Moscow"))
GRACE = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("behind", "doubted"), [(0, False), (10, False), (30, True), (299, True), (301, True)]
)
def test_a_day_that_is_over_needs_its_end(behind: int, doubted: bool) -> None:
    now = DAY.until + timedelta(seconds=20)
    replay = Replay(now, now - timedelta(seconds=behind))
    assert (doubt(replay, DAY, GRACE) is not None) is doubted


def test_the_present_day_may_be_as_far_behind_as_the_shop_allows() -> None:
    now = DAY.since + timedelta(hours=12)
    replays = [Replay(now, now - timedelta(seconds=seconds)) for seconds in (300, 301)]
    assert [doubt(each, DAY, GRACE) for each in replays] == [
        None,
        "the replica is at most 0:05:01 behind, 0:05:00 are allowed",
    ]


def test_a_replica_that_does_not_say_how_far_it_is_is_doubted_with_its_reason() -> None:
    assert doubt(Replay(DAY.until, None, "it is broken"), DAY, GRACE) == "the replica: it is broken"
