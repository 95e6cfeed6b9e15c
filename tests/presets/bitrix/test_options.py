"""What the options of Bitrix's preset change, and the index that newer versions have."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.database.driver import Limits
from app.database.reading import Reader
from app.sales.day import Day
from tests.databases.servers import Server
from tests.presets.bitrix.case import EXCHANGE, OPERATOR, SOLD, ZONE, case
from tests.presets.case import Row
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.rows_read import rows_read
from tests.real_shops.moments import YEAR

TEN_DAYS = YEAR[130:140]
A_DAY = TEN_DAYS[0]
CASE = case()
INDEX = "CREATE INDEX IX_BSO_DATE_INSERT ON b_sale_order (DATE_INSERT)"
# the drawn returns come before: only orders without payments tell how many orders are sales
UNPAID = "DELETE FROM b_sale_order_payment"


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE, INDEX, UNPAID) as url:
        yield url


def sold(url: str, **options: Any) -> int:
    """Count the sales of the ten days under other options."""
    return sum(count_sales(a_question(CASE, url, day, **options)) for day in TEN_DAYS)


def orders(*creators: int) -> list[Row]:
    """Give the orders of the ten days that were not cancelled, on the two sites of the shop."""
    markets = {row["ORDER_ID"] for row in CASE.rows["b_sale_tp_order"]}
    return [
        row
        for row in CASE.rows[CASE.orders]
        if row["DATE_INSERT"].date() in TEN_DAYS
        and row["ID"] not in markets
        and (row["CANCELED"], row["CURRENCY"]) == ("N", "CLP")
        and row["CREATED_BY"] in creators
    ]


def test_paid_orders_may_be_left_to_their_status(url: str) -> None:
    drawn = [row for row in orders(OPERATOR, EXCHANGE) if row["LID"] != "s3"]
    wanted = [row for row in drawn if row["STATUS_ID"] in SOLD]

    assert sold(url, paid="ignored") == len(wanted) > 0


def test_without_sites_every_site_counts(url: str) -> None:
    wanted = [row for row in orders(OPERATOR, EXCHANGE) if row["STATUS_ID"] in SOLD]

    assert sold(url, paid="ignored", sites=[]) == len(wanted)


def test_the_operators_may_be_named(url: str) -> None:
    nobody, named = (
        sold(url, operators=[user], sources=["phone"]) for user in (EXCHANGE, OPERATOR)
    )

    assert (nobody, named) == (0, sold(url, sources=["phone"]))


@pytest.mark.parametrize("day", [date(2025, 1, 1), A_DAY, date(2025, 12, 31)], ids=str)
def test_the_index_on_the_time_finds_the_same_sales(day: date, url: str) -> None:
    by_numbers = count_sales(a_question(CASE, url, day))

    assert 0 < by_numbers == count_sales(a_question(CASE, url, day, window="time"))


def test_with_the_index_a_day_reads_little_more_than_its_orders(url: str) -> None:
    shop = a_question(CASE, url, A_DAY, window="time").shop
    reader = Reader(url, Limits(query_timeout_seconds=60))

    read = reader.read(
        lambda session: [rows_read(session, source, Day(A_DAY, ZONE)) for source in shop.sources]
    )
    reader.forget_sessions()

    assert max(read) < len(CASE.rows[CASE.orders]) / 10
