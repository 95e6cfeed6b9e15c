"""What the options of Sylius's preset change, and that its window loses no order of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests.databases.servers import Server
from tests.presets.case import PresetCase, Row
from tests.presets.other_options import filled
from tests.presets.summed_day import summed_day
from tests.presets.sylius.case import PAID, SOLD, case

A_DAY, A_BUSY_DAY = date(2025, 5, 14), date(2025, 4, 5)
EVERY_ORDER = {"channels": ["WEB", "PHONE"], "office_ips": []}


@dataclass(frozen=True, slots=True)
class Sylius:
    case: PresetCase
    url: str

    def orders(self, first: datetime) -> list[Row]:
        """Give the rows of all sales of 24 hours from then on, whoever made them."""
        orders = self.case.rows["sylius_order"]
        sold = (row for row in orders if row["state"] in SOLD and row["payment_state"] in PAID)
        of_shop = (row for row in sold if row["currency_code"] == "USD")
        until = first + timedelta(days=1)
        return [row for row in of_shop if first <= row["checkout_completed_at"] < until]


@pytest.fixture(scope="module")
def sylius(mariadb: Server) -> Iterator[Sylius]:
    drawn = case()
    with filled(mariadb, drawn) as url:
        yield Sylius(drawn, url)


@pytest.mark.parametrize("day", [date(2025, 1, 1), A_BUSY_DAY, date(2025, 12, 31)], ids=str)
def test_what_was_updated_since_has_no_sale_that_the_window_lacks(
    day: date, sylius: Sylius
) -> None:
    by_number, by_update = (
        summed_day(sylius.case, sylius.url, day, {**EVERY_ORDER, "window": window})
        for window in ("numbers", "updated")
    )

    assert by_number == by_update
    assert by_number.sales > 0


@pytest.mark.parametrize("length", [9, 8])
def test_other_order_numbers_make_the_window_wide_and_no_answer_wrong(
    length: int, sylius: Sylius
) -> None:
    answered = summed_day(
        sylius.case, sylius.url, A_BUSY_DAY, {**EVERY_ORDER, "number_length": length}
    )

    assert answered.sales == len(sylius.orders(datetime(2025, 4, 5)))


def test_without_channels_and_addresses_a_digit_in_the_notes_makes_a_phone_order(
    sylius: Sylius,
) -> None:
    orders = sylius.orders(datetime(2025, 4, 5))
    wanted = [row for row in orders if any(map(str.isdecimal, row["notes"] or ""))]

    answered = summed_day(sylius.case, sylius.url, A_BUSY_DAY, {"channels": [], "office_ips": []})

    assert 0 < answered.sales == len(wanted) < len(orders)


def test_orders_may_be_kept_in_utc(sylius: Sylius) -> None:
    """The clock of Santiago was four hours behind UTC on that day."""
    answered = summed_day(sylius.case, sylius.url, A_DAY, {**EVERY_ORDER, "time_kind": "utc"})

    assert 0 < answered.sales == len(sylius.orders(datetime(2025, 5, 14, 4)))


def test_a_currency_may_have_no_smaller_units(sylius: Sylius) -> None:
    usual = summed_day(sylius.case, sylius.url, A_BUSY_DAY, {})

    assert summed_day(sylius.case, sylius.url, A_BUSY_DAY, {"minor_units": 1}).revenue == (
        100 * usual.revenue
    )
