"""When the generated shops sold: all year round, and wherever a day could be cut wrongly."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONES = tuple(map(ZoneInfo, ("Europe/Moscow", "America/Santiago", "Asia/Kathmandu")))
YEAR = tuple(date(2025, 1, 1) + timedelta(days) for days in range(365))

# America/Santiago in 2025: 5 April has 25 hours, 7 September begins at 01:00 (tzdata).
CLOCK_CHANGES = (datetime(2025, 4, 6, 3, tzinfo=UTC), datetime(2025, 9, 7, 4, tzinfo=UTC))

_FIRST = datetime(2024, 12, 31, tzinfo=UTC)
_LAST = datetime(2026, 1, 2, tzinfo=UTC)


def moments(random: Random, ordinary: int) -> list[datetime]:
    """Give the moments of all orders in order of time, in UTC, whole seconds."""
    return sorted([*_ordinary(random, ordinary), *_midnights(), *_clock_changes()])


def _ordinary(random: Random, count: int) -> Iterator[datetime]:
    seconds = int((_LAST - _FIRST).total_seconds())
    return (_FIRST + timedelta(seconds=random.randrange(seconds)) for _ in range(count))


def _midnights() -> Iterator[datetime]:
    """Give the last second before and the first second of every day of the year in each zone."""
    for zone in ZONES:
        for day in YEAR:
            midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
            yield from (midnight - timedelta(seconds=1), midnight)


def _clock_changes() -> Iterator[datetime]:
    """Give every half hour, and the second before it, of the two days around each change."""
    for change in CLOCK_CHANGES:
        for half_hours in range(-48, 49):
            moment = change + half_hours * timedelta(minutes=30)
            yield from (moment - timedelta(seconds=1), moment)
