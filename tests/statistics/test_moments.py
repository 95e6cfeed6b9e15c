"""The moment of a sale is read from every kind of time, however its database gives it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.shops.source import TimeKind
from app.statistics.moments import read_moment

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECONDS = int(NOON.timestamp())


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (datetime(2026, 11, 21, 12), TimeKind.UTC),
        (datetime(2026, 11, 21, 12), TimeKind.MYSQL_TS),
        ("2026-11-21 12:00:00", TimeKind.UTC),
        ("2026-11-21T12:00:00Z", TimeKind.UTC),
        (datetime(2026, 11, 21, 15), TimeKind.LOCAL),
        ("2026-11-21 15:00", TimeKind.LOCAL),
        (datetime(2026, 11, 21, 15, tzinfo=MOSCOW), TimeKind.TZ),
        ("2026-11-21T15:00:00+03:00", TimeKind.TZ),
        (SECONDS, TimeKind.UNIX),
        (Decimal(SECONDS), TimeKind.UNIX),
        (str(SECONDS), TimeKind.UNIX),
        (SECONDS * 1000, TimeKind.UNIX_MS),
        (float(SECONDS * 1000), TimeKind.UNIX_MS),
    ],
)
def test_noon_is_read(value: Any, kind: TimeKind) -> None:
    assert read_moment(value, kind, MOSCOW) == NOON


@pytest.mark.parametrize(
    "value", [date(2026, 11, 21), datetime(2026, 11, 21, 18), "2026-11-21", "2026-11-21 18:00"]
)
def test_a_date_is_read_as_the_beginning_of_the_shops_day(value: Any) -> None:
    assert read_moment(value, TimeKind.DATE, MOSCOW) == datetime(2026, 11, 20, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, TimeKind.UTC),
        ("", TimeKind.UTC),
        ("0000-00-00 00:00:00", TimeKind.UTC),
        ("yesterday", TimeKind.UNIX),
        (10**30, TimeKind.UNIX),
        (b"2026", TimeKind.UTC),
        (datetime.max, TimeKind.LOCAL),
    ],
)
def test_what_tells_no_moment_is_none(value: Any, kind: TimeKind) -> None:
    assert read_moment(value, kind, ZoneInfo("America/New_York")) is None
