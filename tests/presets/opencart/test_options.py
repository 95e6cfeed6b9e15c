"""What the options of OpenCart's preset change, and that its window loses no order of a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine

from app.database.driver import Limits
from app.database.reading import Readers
from app.sales.client_id import ClientIDFormat
from app.sales.day import Day
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.preset_file import read_preset
from app.shops.preset_sources import preset_sources
from app.shops.shop import Shop
from app.statistics.question import Question
from app.statistics.statistics import Statistics
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.case import PresetCase, fill
from tests.presets.opencart.case import OFFICE, SOLD, ZONE, case
from tests.real_shops.moments import YEAR

A_DAY = date(2025, 5, 14)
UNMASK = Unmask(ClientIDFormat.parse("999-999"), frozenset(Mask))


@dataclass(frozen=True, slots=True)
class OpenCart:
    case: PresetCase
    url: str
    statistics: Statistics

    def sales(self, day: date, **options: Any) -> int:
        """Count the sales of a day, with and without a client ID, under other options."""
        given = {**self.case.options, **options}
        sources = preset_sources(read_preset(PRESETS / "opencart"), given, "CLP", "mysql")
        name = repr(sorted(options.items()))
        shop = Shop(name, ZONE, "CLP", UNMASK, self.url, sources)
        question = Question(shop, Day(day, ZONE))
        with self.statistics.rows(question) as rows:
            matched = sum(sales for _, sales, _, _ in rows)
        return matched + sum(each.sales for each in self.statistics.unmatched(question))

    def orders(self, day: date) -> list[dict[str, Any]]:
        """Give the rows of a day's orders in the statuses of a sale."""
        rows = self.case.rows[self.case.orders]
        sold = (row for row in rows if row["order_status_id"] in SOLD)
        return [row for row in sold if row["date_added"].date() == day]


@pytest.fixture(scope="module")
def opencart(mariadb: Server) -> Iterator[OpenCart]:
    drawn = case()
    with mariadb.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, drawn)
        engine.dispose()
        readers = Readers(replace(Limits(), query_timeout_seconds=60))
        yield OpenCart(drawn, url, Statistics(readers))
        readers.close()


@pytest.mark.parametrize("day", [date(2025, 1, 1), A_DAY, date(2025, 12, 31)], ids=str)
def test_the_whole_table_has_no_sale_that_the_window_lacks(day: date, opencart: OpenCart) -> None:
    assert 0 < opencart.sales(day) == opencart.sales(day, window="none")


def test_an_empty_list_of_stores_counts_all(opencart: OpenCart) -> None:
    wanted = [row for row in opencart.orders(A_DAY) if row["ip"] == OFFICE]

    assert opencart.sales(A_DAY, stores=[]) == len(wanted)


@pytest.mark.parametrize("day", YEAR[130:150], ids=str)
def test_without_office_addresses_a_digit_in_the_comment_makes_a_phone_order(
    day: date, opencart: OpenCart
) -> None:
    wanted = [row for row in opencart.orders(day) if any(map(str.isdecimal, row["comment"]))]

    assert opencart.sales(day, stores=[], office_ips=[], custom_field=0) == len(wanted)


def test_orders_may_be_kept_in_utc(opencart: OpenCart) -> None:
    """The clock of Santiago was four hours behind UTC on that day."""
    shifted = timedelta(hours=4)
    rows = [row for row in opencart.case.rows[opencart.case.orders] if row["ip"] == OFFICE]
    wanted = [
        row
        for row in rows
        if row["order_status_id"] in SOLD and (row["date_added"] - shifted).date() == A_DAY
    ]

    assert opencart.sales(A_DAY, stores=[], time_kind="utc") == len(wanted)
