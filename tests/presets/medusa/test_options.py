"""What the options of Medusa's preset change, and that its window loses no order of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from tests.databases.servers import Server
from tests.presets.case import PresetCase
from tests.presets.medusa.case import CLIENT_KEY, PHONE, SOLD, case
from tests.presets.other_options import a_question, count_sales, filled

DAYS = (date(2025, 1, 1), date(2025, 5, 14), date(2025, 12, 31))


@dataclass(frozen=True, slots=True)
class Medusa:
    case: PresetCase
    url: str

    def count(self, day: date, **options: Any) -> int:
        """Count the sales of a day, with and without a client ID."""
        return count_sales(a_question(self.case, self.url, day, **options))


@pytest.fixture(scope="module")
def medusa(postgresql: Server) -> Iterator[Medusa]:
    drawn = case()
    with filled(postgresql, drawn) as url:
        yield Medusa(drawn, url)


def test_the_whole_table_has_no_sale_that_the_window_lacks(medusa: Medusa) -> None:
    counted = {day: medusa.count(day) for day in DAYS}

    assert {day: medusa.count(day, window="none") for day in DAYS} == counted
    assert all(counted.values())


def test_without_sales_channels_something_under_the_key_makes_a_phone_order(
    medusa: Medusa,
) -> None:
    day = DAYS[1]
    with_key = [
        row
        for row in medusa.case.rows["order"]
        if (row["created_at"] + timedelta(hours=3)).date() == day
        and (row["metadata"] or {}).get(CLIENT_KEY)
        and row["status"] in SOLD
        and row["currency_code"] == "rub"
        and not (row["is_draft_order"] or row["deleted_at"])
    ]
    on_site = [row for row in with_key if row["sales_channel_id"] not in PHONE]
    totals = {
        (row["order_id"], row["version"]): row["totals"]
        for row in medusa.case.rows["order_summary"]
        if row["deleted_at"] is None
    }
    given_back = [
        row for row in with_key if totals[row["id"], row["version"]]["transaction_total"] <= 0
    ]

    assert on_site
    assert medusa.count(day, sales_channels=[]) == len(with_key) - len(given_back)
