"""Dates and times as they stand in files, in the zone of the shop."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.faults import BadValue
from app.intake.moments import read_clock, read_moment
from tests.intake.files import MOSCOW, NOW


def read(text: str, clock: str = "", zone: ZoneInfo = MOSCOW) -> str:
    moment = read_moment(text, read_clock(clock), zone, NOW)
    assert moment.tzinfo is UTC
    return f"{moment:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        "20.11.2026",
        "20.11.26",
        "20-11-2026",
        "20/11/2026",
        "11/20/2026",
        "2026.11.20",
    ],
)
def test_a_date_is_the_first_instant_of_the_shops_day(text: str) -> None:
    assert read(text) == "2026-11-19 21:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 12:30",
        "2026-11-20T12:30:00",
        "2026-11-20T12:30:00.000",
        "2026-11-20T09:30:00Z",
        "2026-11-20T10:30+01:00",
        "20.11.2026 12:30:00",
        "20.11.2026, 12:30",
        "20.11.2026\u00a012:30",
    ],
)
def test_a_time_is_that_of_the_shop_unless_it_says_another(text: str) -> None:
    assert read(text) == "2026-11-20 09:30:00"


@pytest.mark.parametrize("date", ["20.11.2026", "20.11.2026 0:00:00", "20.11.2026 9:05"])
def test_a_column_of_times_gives_the_time(date: str) -> None:
    assert read(date, "9:05") == "2026-11-20 06:05:00"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the date is empty"),
        ("05/11/2026", "either number may be the month"),
        ("31.02.2026", "the calendar has no such day"),
        ("13/13/2026", "the calendar has no such day"),
        ("20.11.1926", "the date is before 1970"),
        ("24.11.2026", "the date is in the future"),
        ("31.12.9999", "the date is in the future"),
        ("20.11.2026 25:00", "the day has no such time"),
        ("20.11", "this is no date"),
        ("46348.5", "this is no date"),
        ("２０.11.2026", "this is no date"),
        ("Итого", "this is no date"),
        ("2026-11-20T10:30+99:00", "the world has no such offset"),
    ],
)
def test_what_is_no_date_or_may_be_two_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadValue) as refusal:
        read(text)
    assert refusal.value.reason == reason


def test_two_different_times_are_refused() -> None:
    with pytest.raises(BadValue, match="another time"):
        read("20.11.2026 10:00", "11:00")


def test_the_same_day_and_month_need_no_guess() -> None:
    assert read("11/11/2026") == "2026-11-10 21:00:00"


def test_a_day_without_midnight_begins_with_its_first_instant() -> None:
    assert read("2026-04-24", zone=ZoneInfo("Africa/Cairo")) == "2026-04-23 22:00:00"


@pytest.mark.parametrize("clock", ["25:00", "10", "ten", "10:60"])
def test_what_is_no_time_of_day_is_refused(clock: str) -> None:
    with pytest.raises(BadValue):
        read_clock(clock)


def test_no_time_of_day_is_none() -> None:
    assert (read_clock(""), read_clock("9:05:07")) == (None, time(9, 5, 7))


@given(
    st.datetimes(datetime(1970, 1, 3), datetime(2026, 11, 22)).map(lambda at: at.replace(second=0))
)
def test_every_moment_that_is_written_with_its_offset_is_read_back(at: datetime) -> None:
    moment = at.replace(tzinfo=UTC, microsecond=0)
    assert read(moment.astimezone(MOSCOW).isoformat()) == f"{moment:%Y-%m-%d %H:%M:%S}"


@given(st.text("0123456789./-: TZ+", max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        read(text)
    except BadValue as refusal:
        assert refusal.cure
