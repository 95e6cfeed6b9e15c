"""A day: a date in the shop's zone, as the range of instants that belong to it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.sales.excerpt import excerpt

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)
_MOST_STARTS = 4_096


def read_date(text: str) -> date:
    """Read a calendar date, exactly ``YYYY-MM-DD`` in ASCII digits; raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"expected YYYY-MM-DD, got {excerpt(text)}")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"expected a day of the calendar as YYYY-MM-DD, got '{text}'") from error


class DayState(StrEnum):
    """How final the sales of a day are."""

    COMPLETE = "complete"
    IN_PROGRESS = "in-progress"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Day:
    """A date of one IANA zone; ``since`` and ``until`` are aware UTC times, half-open."""

    date: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """The first instant whose local date is this one, or a later one if there is none."""
        return _start(self.date, self.zone)

    @property
    def until(self) -> datetime:
        """The first instant of the next day."""
        if self.date == date.max:
            return _LATEST
        return _start(self.date + timedelta(days=1), self.zone)

    def state(self, now: datetime) -> DayState:
        """Tell how final this day is at ``now``, an aware time."""
        if now < self.since:
            return DayState.FUTURE
        return DayState.COMPLETE if now >= self.until else DayState.IN_PROGRESS


@lru_cache(_MOST_STARTS)
def _start(day: date, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, time.min, zone)
    try:
        early, late = sorted(midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:
        return _EARLIEST
    if early.astimezone(zone).date() == day:
        return early
    return _first_instant(day, zone, early, late)


def _first_instant(day: date, zone: ZoneInfo, before: datetime, since: datetime) -> datetime:
    """Find the transition that skips midnight by halving, to the microsecond."""
    while since - before > timedelta.resolution:
        middle = before + (since - before) / 2
        if middle.astimezone(zone).date() < day:
            before = middle
        else:
            since = middle
    return since
