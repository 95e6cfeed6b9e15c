"""A sale lies in exactly one day, also on the days when the clocks change."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.databases.call_shop import call_shops, kinds
from tests.databases.call_table import Call
from tests.databases.installation import Installation

HALF_HOUR = timedelta(minutes=30)
# America/Santiago: the first day has 25 hours, the second one 23 and no midnight.
LONG_DAY, SHORT_DAY = date(2025, 4, 5), date(2025, 9, 7)


@pytest.mark.parametrize("day", [LONG_DAY, SHORT_DAY], ids=["25 hours", "23 hours"])
def test_every_call_is_reported_on_exactly_one_day(day: date, any_url: str, tmp_path: Path) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    calls = [Call(noon + n * HALF_HOUR, f"id-{n + 100:03}") for n in range(-96, 97)]
    days = [day + timedelta(days) for days in range(-4, 5)]
    with call_shops(tmp_path, any_url, calls) as shopstat:
        reported = {kind: _clients(shopstat, kind, days) for kind in kinds(any_url)}
    assert reported == {kind: [call.client_id for call in calls] for kind in kinds(any_url)}


def _clients(shopstat: Installation, shop: str, days: list[date]) -> list[str]:
    answers = [json.loads(shopstat.answer(shop, day)) for day in days]
    return [row["user_id"] for answer in answers for row in answer["data"]]
