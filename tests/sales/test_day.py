"""A day is the shop's day: every instant belongs to exactly one."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.day import Day, DayState, read_date

ZONES = sorted(available_timezones())


def a_day(text: str, zone: str = "Europe/Moscow") -> Day:
    return Day(date.fromisoformat(text), ZoneInfo(zone))


def test_a_date_is_read() -> None:
    assert read_date("2026-11-21") == date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1 May", "20260102", "2026-1-2", "2026-W01-5", "2026-01-02\n", " 2026-01-02"),
        *("2026-01-02T00:00", "+2026-01-02", "2026–01–02", "2026-01-02\x00"),
        *("２０２６-01-02", "２０２６-０１-０２", "٢٠٢٦-٠١-٠٢"),
    ],
)
def test_a_date_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected YYYY-MM-DD, got "):
        read_date(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01", "2026-00-00"])
def test_a_date_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"expected a day of the calendar .*, got '{text}'"):
        read_date(text)


def test_a_refused_date_is_quoted_in_forty_characters() -> None:
    with pytest.raises(ValueError) as refusal:
        read_date("1" * 1000)

    assert str(refusal.value) == f"expected YYYY-MM-DD, got '{'1' * 38}…"


@pytest.mark.parametrize(
    ("zone", "text", "since", "hours"),
    [
        ("Europe/Moscow", "2026-11-21", "2026-11-20T21:00:00", 24),
        ("Asia/Kathmandu", "2026-11-21", "2026-11-20T18:15:00", 24),
        ("UTC", "2026-11-21", "2026-11-21T00:00:00", 24),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00", 23),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00", 25),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00", 24.5),
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00", 23),
        ("America/Havana", "2026-03-08", "2026-03-08T05:00:00", 23),
        ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00", 23),
        ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00", 23),
        ("Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00", 23),
        ("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00", 25),
        ("America/St_Johns", "2006-04-02", "2006-04-02T03:30:00", 23),
        ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00", 23.5),
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00", 24),
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00", 0),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00", 24),
        ("Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00", 0),
    ],
)
def test_a_day_begins_and_lasts_as_its_zone_says(
    zone: str, text: str, since: str, hours: float
) -> None:
    day = a_day(text, zone)

    assert day.since == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert day.until - day.since == timedelta(hours=hours)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Europe/Moscow"])
def test_the_first_and_last_day_of_the_calendar_do_not_overflow(zone: str) -> None:
    first, last = Day(date.min, ZoneInfo(zone)), Day(date.max, ZoneInfo(zone))

    assert first.since < first.until
    assert last.since < last.until == datetime.max.replace(tzinfo=UTC)


def test_a_day_that_began_before_the_calendar_begins_with_it() -> None:
    assert Day(date.min, ZoneInfo("Asia/Tokyo")).since == datetime.min.replace(tzinfo=UTC)


def test_every_zone_has_days_that_tile_two_years() -> None:
    for name in ZONES:
        _assert_days_tile(ZoneInfo(name), date(2026, 1, 1), days=730)


def _assert_days_tile(zone: ZoneInfo, first: date, days: int) -> None:
    """A day is checked only near a change of offset: between them all days are alike."""
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    offsets = [(noon + timedelta(days=n)).astimezone(zone).utcoffset() for n in range(days)]
    for n in (n for n in range(1, days) if offsets[n] != offsets[n - 1]):
        for near in (n - 1, n, n + 1):
            day = Day(first + timedelta(days=near), zone)
            _assert_begins_with_its_date(day)
            assert day.until == Day(day.date + timedelta(days=1), zone).since


def _assert_begins_with_its_date(day: Day) -> None:
    before = day.since - timedelta.resolution
    assert day.since.astimezone(day.zone).date() >= day.date
    assert before.astimezone(day.zone).date() < day.date


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    instant=st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 28), timezones=st.just(UTC)),
)
def test_every_instant_falls_into_exactly_one_day(zone: ZoneInfo, instant: datetime) -> None:
    local = instant.astimezone(zone).date()
    days = [Day(local + timedelta(days=n), zone) for n in (-1, 0, 1, 2)]

    assert sum(day.since <= instant < day.until for day in days) == 1
    assert all(day.until == next.since for day, next in pairwise(days))


@given(zone=st.sampled_from(ZONES).map(ZoneInfo), on=st.dates(date(1850, 1, 2)))
def test_a_day_never_ends_before_it_begins(zone: ZoneInfo, on: date) -> None:
    assert Day(on, zone).since <= Day(on, zone).until


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T20:59:59", DayState.FUTURE),
        ("2026-11-20T21:00:00", DayState.IN_PROGRESS),
        ("2026-11-21T20:59:59", DayState.IN_PROGRESS),
        ("2026-11-21T21:00:00", DayState.COMPLETE),
    ],
)
def test_a_day_knows_how_final_it_is(now: str, state: DayState) -> None:
    assert a_day("2026-11-21").state(datetime.fromisoformat(now).replace(tzinfo=UTC)) is state


def test_a_day_that_never_was_is_complete_once_it_is_past() -> None:
    skipped = a_day("2011-12-30", "Pacific/Apia")

    assert skipped.state(skipped.since) is DayState.COMPLETE
