"""The bounds of a day in each kind of time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.sales.day import Day
from app.shops.source import TimeKind
from app.statistics.bounds import Bounds, bounds

# The clocks of Santiago go forward at midnight: the day begins at 01:00, 04:00 UTC.
SHORT_DAY = Day(date(2025, 9, 7), ZoneInfo("America/Santiago"))
EXTREMES = [
    Day(date(year, month, day), ZoneInfo(zone))
    for year, month, day in [(1, 1, 1), (9999, 12, 31)]
    for zone in ["UTC", "Pacific/Kiritimati", "Pacific/Niue"]
]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (TimeKind.UTC, Bounds(datetime(2025, 9, 7, 4), datetime(2025, 9, 8, 3))),
        (TimeKind.LOCAL, Bounds(datetime(2025, 9, 7), datetime(2025, 9, 8))),
        (
            TimeKind.TZ,
            Bounds(datetime(2025, 9, 7, 4, tzinfo=UTC), datetime(2025, 9, 8, 3, tzinfo=UTC)),
        ),
        (TimeKind.MYSQL_TS, Bounds(datetime(2025, 9, 7, 4), datetime(2025, 9, 8, 3))),
        (TimeKind.UNIX, Bounds(1757217600, 1757300400)),
        (TimeKind.UNIX_MS, Bounds(1757217600000, 1757300400000)),
        (TimeKind.DATE, Bounds(date(2025, 9, 7), date(2025, 9, 8))),
    ],
)
def test_a_day_is_told_in_the_kind_of_time(kind: TimeKind, expected: Bounds) -> None:
    assert bounds(SHORT_DAY, kind, "postgresql") == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (TimeKind.UTC, Bounds("2025-09-07 04:00:00", "2025-09-08 03:00:00")),
        (TimeKind.LOCAL, Bounds("2025-09-07 00:00:00", "2025-09-08 00:00:00")),
        (TimeKind.TZ, Bounds("2025-09-07 04:00:00", "2025-09-08 03:00:00")),
        (TimeKind.UNIX, Bounds(1757217600, 1757300400)),
        (TimeKind.UNIX_MS, Bounds(1757217600000, 1757300400000)),
        (TimeKind.DATE, Bounds("2025-09-07", "2025-09-08")),
    ],
)
def test_sqlite_keeps_times_as_text(kind: TimeKind, expected: Bounds) -> None:
    assert bounds(SHORT_DAY, kind, "sqlite") == expected


@pytest.mark.parametrize("day", EXTREMES, ids=lambda day: f"{day.date} {day.zone.key}")
@pytest.mark.parametrize("kind", TimeKind)
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mysql"])
def test_no_day_of_the_calendar_is_out_of_range(day: Day, kind: TimeKind, dialect: str) -> None:
    found = bounds(day, kind, dialect)
    assert found.since <= found.until  # type: ignore[operator]


@pytest.mark.parametrize(
    ("year", "edge"), [(1901, datetime(1970, 1, 1)), (2099, datetime(2038, 1, 19, 3, 14, 7))]
)
def test_a_day_outside_mysqls_timestamps_holds_none(year: int, edge: datetime) -> None:
    day = Day(date(year, 5, 1), ZoneInfo("UTC"))
    assert bounds(day, TimeKind.MYSQL_TS, "mysql") == Bounds(edge, edge)
