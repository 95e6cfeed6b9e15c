"""Which orders of Drupal Commerce are phone orders, and what check says without an index."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from app.database.reading import Readers
from app.statistics.inspection import Severity, inspect
from tests.databases.servers import Server
from tests.presets.case import Row
from tests.presets.drupal_commerce.case import CURRENCY, SOLD, case
from tests.presets.other_options import a_question, count_sales, filled
from tests.shops_made import UNHURRIED

A_DAY = date(2025, 4, 5)
CASE = case()


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE, "DROP INDEX commerce_order_placed ON web_commerce_order") as url:
        yield url


def sold() -> list[Row]:
    orders = CASE.rows[CASE.orders]
    begin, end = (int(datetime(2025, 4, day, tzinfo=CASE.time_zone).timestamp()) for day in (5, 6))
    return [
        row
        for row in orders
        if row["state"] in SOLD
        and row["store_id"] in (1, 2)
        and row["total_price__currency_code"] == CURRENCY
        and begin <= row["placed"] < end
    ]


def has_digit(order: Row) -> bool:
    """Tell whether the first value of the order's field holds a digit."""
    fields = CASE.rows["web_commerce_order__field_client_id"]
    values = (
        row["field_client_id_value"]
        for row in fields
        if row["entity_id"] == order["order_id"] and not row["deleted"]
    )
    return any(map(str.isdecimal, next((value for value in values if value.strip()), "")))


def given_back() -> set[int]:
    """Give the numbers of the orders that were given back in whole: no sales any more."""
    refunded: dict[int, Decimal] = defaultdict(Decimal)
    for payment in CASE.rows["web_commerce_payment"]:
        refunded[payment["order_id"]] += payment["refunded_amount__number"] or 0
    orders = CASE.rows[CASE.orders]
    return {
        row["order_id"]
        for row in orders
        if 0 < refunded[row["order_id"]] >= row["total_price__number"]
    }


def test_without_office_addresses_a_digit_in_the_field_makes_a_phone_order(url: str) -> None:
    wanted = [row for row in sold() if has_digit(row) and row["order_id"] not in given_back()]

    assert count_sales(a_question(CASE, url, A_DAY, office_ips=[])) == len(wanted) > 0


def test_an_order_type_of_its_own_tells_phone_orders(url: str) -> None:
    kept = [row for row in sold() if row["order_id"] not in given_back()]
    wanted = [row for row in kept if row["type"] == "phone"]
    by_type = a_question(CASE, url, A_DAY, office_ips=[], order_types=["phone"])

    assert count_sales(by_type) == len(wanted) > 0


def test_without_an_index_check_warns(url: str) -> None:
    readers = Readers(UNHURRIED)

    _, finding = inspect(a_question(CASE, url, A_DAY), readers)
    readers.close()

    assert finding.severity is Severity.WARNING
    assert "reads the table" in finding.text
