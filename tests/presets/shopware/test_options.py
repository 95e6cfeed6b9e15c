"""What the options and the currency of a shop change in Shopware's preset."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.databases.servers import Server
from tests.presets.case import PresetCase
from tests.presets.other_options import filled
from tests.presets.shopware.case import EURO, case
from tests.presets.summed_day import summed_day

A_BUSY_DAY = date(2025, 4, 6)


@pytest.fixture(scope="module")
def shopware(mariadb: Server) -> Iterator[tuple[PresetCase, str]]:
    drawn = case()
    with filled(mariadb, drawn) as url:
        yield drawn, url


def test_orders_that_are_not_paid_yet_may_count(shopware: tuple[PresetCase, str]) -> None:
    paid = ["paid", "refunded_partially"]
    more = summed_day(*shopware, A_BUSY_DAY, {"payment_states": [*paid, "open", "authorized"]})

    assert summed_day(*shopware, A_BUSY_DAY, {"payment_states": paid}).sales < more.sales


def test_a_cancelled_order_may_count(shopware: tuple[PresetCase, str]) -> None:
    all_states = ["open", "in_progress", "completed", "cancelled"]
    more = summed_day(*shopware, A_BUSY_DAY, {"states": all_states})

    assert summed_day(*shopware, A_BUSY_DAY, {}).sales < more.sales


def test_a_shop_in_a_currency_beside_the_main_one_has_its_orders_alone_as_they_are(
    shopware: tuple[PresetCase, str],
) -> None:
    drawn, url = shopware
    in_euro = {row["campaign_code"] for row in drawn.rows["order"] if row["currency_id"] == EURO}

    answered = summed_day(
        drawn, url, A_BUSY_DAY, {"client_key": "-", "client_field": "campaign_code"}, "EUR"
    )

    assert set() < answered.clients <= in_euro
    assert answered.sales < summed_day(drawn, url, A_BUSY_DAY, {}).sales
