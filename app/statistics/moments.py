"""The moment of a sale, read from the kind of time a source keeps."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.sales.day import Day
from app.shops.source import TimeKind

_MILLISECONDS = 1000


def read_moment(value: Any, kind: TimeKind, zone: ZoneInfo) -> datetime | None:
    """Return an aware UTC time, None where the value tells no moment; SQLite gives text."""
    try:
        return _read(value, kind, zone)
    except (ValueError, OverflowError, OSError):
        return None


def _read(value: Any, kind: TimeKind, zone: ZoneInfo) -> datetime | None:
    match value:
        case str() if kind in (TimeKind.UNIX, TimeKind.UNIX_MS):
            return _read(float(value), kind, zone)
        case str():
            return _read(datetime.fromisoformat(value), kind, zone)
        case datetime() | date() if kind is TimeKind.DATE:
            return Day(date(value.year, value.month, value.day), zone).since
        case datetime():
            own_zone = zone if kind is TimeKind.LOCAL else UTC
            return (value if value.tzinfo else value.replace(tzinfo=own_zone)).astimezone(UTC)
        case int() | float() | Decimal():
            seconds = float(value) / (_MILLISECONDS if kind is TimeKind.UNIX_MS else 1)
            return datetime.fromtimestamp(seconds, UTC)
        case _:
            return None
