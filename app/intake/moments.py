"""Dates and times as people and programs write them: read, or refused where two readings exist."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from app.intake.faults import BadValue
from app.sales.day import Day

_YEAR_FIRST = r"(?P<y>[0-9]{4})(?P<a>[-./])(?P<m>[0-9]{1,2})(?P=a)(?P<d>[0-9]{1,2})"
_DAY_FIRST = r"(?P<D>[0-9]{1,2})(?P<b>[.-])(?P<M>[0-9]{1,2})(?P=b)(?P<Y>[0-9]{4}|[0-9]{2})"
_SLASHED = r"(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})/(?P<Z>[0-9]{4})"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,6})?)?"
_OFFSET = r"(?: ?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2}))"
_MOMENT = re.compile(rf"(?:{_YEAR_FIRST}|{_DAY_FIRST}|{_SLASHED})(?:(?:T|,? ){_CLOCK}{_OFFSET}?)?")
_TIME_OF_DAY = re.compile(_CLOCK)
_EARLIEST = 1970
_LATEST = timedelta(hours=24)
_CURE = "write it like 2026-11-22 or 22.11.2026, with a time like 10:30 if you know it"

_IN_THE_FUTURE = BadValue("the date is in the future", "write the day on which it was sold")


def read_moment(text: str, clock: time | None, zone: ZoneInfo, now: datetime) -> datetime:
    """Read when a sale was made, in the shop's zone unless an offset says another; gives UTC.

    ``clock`` is the time of day where another column has it. Without any it is the first instant
    of the shop's day. Raises ``BadValue``, also for more than a day after ``now``.
    """
    match = _MOMENT.fullmatch(" ".join(text.split()))
    if match is None:
        raise BadValue("this is no date" if text else "the date is empty", _CURE)
    try:
        moment = _moment(match, clock, zone)
    except OverflowError as error:
        raise _IN_THE_FUTURE from error
    if moment > now + _LATEST:
        raise _IN_THE_FUTURE
    return moment


def read_clock(text: str) -> time | None:
    """Read a time of day, None where nothing is written; raises ``BadValue``."""
    match = _TIME_OF_DAY.fullmatch(text)
    if match is not None:
        return _time(match)
    if text:
        raise BadValue("this is no time of day", "write it like 10:30")
    return None


def _moment(match: re.Match[str], clock: time | None, zone: ZoneInfo) -> datetime:
    day = _date(match)
    if not match["hour"]:
        return Day(day, zone).since if clock is None else _in_utc(day, clock, zone)
    written = _time(match)
    if clock not in (None, written) and written != time.min:
        raise BadValue("the date has another time than the column of times", "leave one of them")
    return _in_utc(day, clock or written, _offset(match["offset"]) or zone)


def _date(match: re.Match[str]) -> date:
    year, month, day = _parts(match)
    year += 2000 if year < 100 else 0
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise BadValue("the calendar has no such day", _CURE) from error
    if year < _EARLIEST:
        raise BadValue(f"the date is before {_EARLIEST}", _CURE)
    return found


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if match["y"]:
        return int(match["y"]), int(match["m"]), int(match["d"])
    if match["Y"]:
        return int(match["Y"]), int(match["M"]), int(match["D"])
    one, two = int(match["one"]), int(match["two"])
    if one != two and max(one, two) <= 12:
        raise BadValue("either number may be the month", _CURE)
    day, month = max(one, two), min(one, two)
    return int(match["Z"]), month, day


def _time(match: re.Match[str]) -> time:
    try:
        return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError as error:
        raise BadValue("the day has no such time", "write it like 10:30") from error


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise BadValue("the world has no such offset", "write it like +03:00")
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def _in_utc(day: date, clock: time, zone: ZoneInfo | timezone) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
