"""What the options of OpenCart's preset change, and that its window loses no order of a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from app.database.driver import Limits
from app.database.reading import Reader
from app.sales.day import Day
from tests.databases.servers import Server
from tests.presets.opencart.case import OFFICE, SOLD, ZONE, case
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.rows_read import rows_read
from tests.real_shops.moments import YEAR

CASE = case()
ORDERS = CASE.rows[CASE.orders]
A_DAY = date(2025, 5, 14)


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    """A shop with the tables of OpenCart 3, which are MyISAM's."""
    with filled(mariadb, CASE) as url:
        yield url


def sold(url: str, day: date = A_DAY, **options: Any) -> int:
    return count_sales(a_question(CASE, url, day, **options))


def sold_on(day: date) -> list[dict[str, Any]]:
    """The rows of a day's orders in the statuses of a sale."""
    rows = (row for row in ORDERS if row["order_status_id"] in SOLD)
    return [row for row in rows if row["date_added"].date() == day]


@pytest.mark.parametrize("day", [date(2025, 1, 1), A_DAY, date(2025, 12, 31)], ids=str)
def test_the_whole_table_has_no_sale_that_the_window_lacks(day: date, url: str) -> None:
    assert 0 < sold(url, day) == sold(url, day, window="none")


def test_the_window_holds_for_innodb_too_which_opencart_4_has(mariadb: Server) -> None:
    with filled(mariadb, CASE, f"ALTER TABLE {CASE.orders} ENGINE = InnoDB") as url:
        (source,) = a_question(CASE, url, A_DAY).shop.sources
        reader = Reader(url, Limits(query_timeout_seconds=60))
        read = reader.read(lambda session: rows_read(session, source, Day(A_DAY, ZONE)))
        reader.forget_sessions()

    assert read < len(ORDERS) / 5


def test_an_empty_list_of_stores_counts_all(url: str) -> None:
    wanted = [row for row in sold_on(A_DAY) if row["ip"] == OFFICE]

    assert sold(url, stores=[]) == len(wanted)


@pytest.mark.parametrize("day", YEAR[130:150], ids=str)
def test_without_office_addresses_a_digit_in_the_comment_makes_a_phone_order(
    day: date, url: str
) -> None:
    wanted = [row for row in sold_on(day) if any(map(str.isdecimal, row["comment"]))]

    assert sold(url, day, stores=[], office_ips=[], custom_field=0) == len(wanted)


def test_orders_may_be_kept_in_utc(url: str) -> None:
    """The clock of Santiago was four hours behind UTC on that day."""
    shifted = timedelta(hours=4)
    wanted = [
        row
        for row in ORDERS
        if row["ip"] == OFFICE
        and row["order_status_id"] in SOLD
        and (row["date_added"] - shifted).date() == A_DAY
    ]

    assert sold(url, stores=[], time_kind="utc") == len(wanted)
