"""What the options of Magento's preset change."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.databases.servers import Server
from tests.presets.case import PresetCase
from tests.presets.magento.case import PREFIX, case
from tests.presets.other_options import filled
from tests.presets.summed_day import summed_day

A_BUSY_DAY = date(2025, 4, 6)


@pytest.fixture(scope="module")
def magento(mariadb: Server) -> Iterator[tuple[PresetCase, str]]:
    drawn = case()
    with filled(mariadb, drawn) as url:
        yield drawn, url


def test_an_empty_list_of_stores_counts_all_of_the_currency(
    magento: tuple[PresetCase, str],
) -> None:
    named, unnamed = (
        summed_day(*magento, A_BUSY_DAY, {"stores": [4]}),
        summed_day(*magento, A_BUSY_DAY, {"stores": []}),
    )

    assert (
        unnamed.sales == named.sales + summed_day(*magento, A_BUSY_DAY, {}).sales > named.sales > 0
    )


def test_closed_orders_may_be_left_out(magento: tuple[PresetCase, str]) -> None:
    without = summed_day(*magento, A_BUSY_DAY, {"states": ["processing", "complete"]})
    usual = summed_day(*magento, A_BUSY_DAY, {})

    assert without.clients < usual.clients
    assert (without.sales, without.gross_profit) == (usual.sales, usual.gross_profit)


def test_the_client_id_may_be_in_a_column_of_its_own(magento: tuple[PresetCase, str]) -> None:
    rows = magento[0].rows[f"{PREFIX}sales_order"]
    coupons = {row["coupon_code"] for row in rows}
    answered = summed_day(*magento, A_BUSY_DAY, {"client_field": "coupon_code"})

    assert set() < answered.clients <= coupons
    assert answered.sales == summed_day(*magento, A_BUSY_DAY, {}).sales


def test_a_shop_in_another_currency_has_its_own_orders(magento: tuple[PresetCase, str]) -> None:
    dollars = summed_day(*magento, A_BUSY_DAY, {"stores": []}, currency="USD")

    assert (
        0 < dollars.sales == summed_day(*magento, A_BUSY_DAY, {"stores": [3]}, currency="USD").sales
    )


def test_any_comment_may_hold_the_client_id_and_the_newest_one_does(
    magento: tuple[PresetCase, str],
) -> None:
    comments = magento[0].rows[f"{PREFIX}sales_order_status_history"]
    by_module = {row["comment"][-7:] for row in comments if "Refunded" in (row["comment"] or "")}
    usual = summed_day(*magento, A_BUSY_DAY, {"client_field": "ext_order_id"})

    answered = summed_day(
        *magento, A_BUSY_DAY, {"client_field": "ext_order_id", "comment_like": "%"}
    )

    assert len(usual.clients) < len(answered.clients)
    assert answered.clients <= by_module
