"""The bounds of a day in the kind of time a source keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.sales.day import Day
from app.shops.source import TimeKind

Bound = datetime | date | int | str

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# MySQL Reference Manual, "The DATE, DATETIME, and TIMESTAMP Types": no TIMESTAMP lies outside.
_FIRST_TIMESTAMP = datetime(1970, 1, 1)
_LAST_TIMESTAMP = datetime(2038, 1, 19, 3, 14, 7)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A day as values to compare a bare column with: since <= column < until."""

    since: Bound
    until: Bound


def bounds(day: Day, kind: TimeKind, dialect_name: str) -> Bounds:
    """Translate a day into a source's kind of time; SQLite keeps times as text."""
    since, until = _BOUNDS[kind](day)
    if dialect_name == "sqlite":
        return Bounds(_as_text(since), _as_text(until))
    return Bounds(since, until)


def bound_of(moment: datetime, zone: ZoneInfo, kind: TimeKind, dialect_name: str) -> Bound:
    """Translate an aware moment into a source's kind of time, as the end of a day is."""
    bound = _MOMENTS[kind](moment.astimezone(UTC), zone)
    return _as_text(bound) if dialect_name == "sqlite" else bound


def _utc(day: Day) -> tuple[Bound, Bound]:
    return day.since.replace(tzinfo=None), day.until.replace(tzinfo=None)


def _local(day: Day) -> tuple[Bound, Bound]:
    since = datetime.combine(day.date, time.min)
    return since, datetime.max if day.date == date.max else since + timedelta(days=1)


def _tz(day: Day) -> tuple[Bound, Bound]:
    return day.since, day.until


def _mysql_timestamp(day: Day) -> tuple[Bound, Bound]:
    return _clamped(day.since), _clamped(day.until)


def _clamped(instant: datetime) -> datetime:
    return min(max(instant.replace(tzinfo=None), _FIRST_TIMESTAMP), _LAST_TIMESTAMP)


def _unix(day: Day) -> tuple[Bound, Bound]:
    return _seconds(day.since), _seconds(day.until)


def _unix_milliseconds(day: Day) -> tuple[Bound, Bound]:
    return _seconds(day.since) * 1000, _seconds(day.until) * 1000


def _seconds(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(seconds=1)


def _date(day: Day) -> tuple[Bound, Bound]:
    return day.date, date.max if day.date == date.max else day.date + timedelta(days=1)


_BOUNDS: dict[TimeKind, Callable[[Day], tuple[Bound, Bound]]] = {
    TimeKind.UTC: _utc,
    TimeKind.LOCAL: _local,
    TimeKind.TZ: _tz,
    TimeKind.MYSQL_TS: _mysql_timestamp,
    TimeKind.UNIX: _unix,
    TimeKind.UNIX_MS: _unix_milliseconds,
    TimeKind.DATE: _date,
}


_MOMENTS: dict[TimeKind, Callable[[datetime, ZoneInfo], Bound]] = {
    TimeKind.UTC: lambda moment, _: moment.replace(tzinfo=None),
    TimeKind.LOCAL: lambda moment, zone: moment.astimezone(zone).replace(tzinfo=None),
    TimeKind.TZ: lambda moment, _: moment,
    TimeKind.MYSQL_TS: lambda moment, _: _clamped(moment),
    TimeKind.UNIX: lambda moment, _: _seconds(moment),
    TimeKind.UNIX_MS: lambda moment, _: _seconds(moment) * 1000,
    TimeKind.DATE: lambda moment, zone: moment.astimezone(zone).date(),
}


def _as_text(bound: Bound) -> Bound:
    if isinstance(bound, datetime):
        return bound.replace(tzinfo=None, microsecond=0).isoformat(" ")
    return bound.isoformat() if isinstance(bound, date) else bound
