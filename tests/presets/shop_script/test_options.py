"""What the options of Shop-Script's preset change."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.databases.servers import Server
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.shop_script.case import case
from tests.real_shops.moments import YEAR

TEN_DAYS = YEAR[130:140]
CASE = case()


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE) as url:
        yield url


def sold(url: str, **options: Any) -> int:
    """Count the sales of the ten days under other options."""
    return sum(count_sales(a_question(CASE, url, day, **options)) for day in TEN_DAYS)


def paid(*channels: str) -> int:
    """Count the paid orders of the ten days in any state, by the start of their channel."""
    params = CASE.rows["shop_order_params"]
    told = {each["order_id"]: each["value"] for each in params if each["name"] == "sales_channel"}
    return sum(
        row["create_datetime"].date() in TEN_DAYS
        and row["paid_date"] is not None
        and told.get(row["id"], "").startswith(channels)
        for row in CASE.rows[CASE.orders]
    )


def test_every_state_may_count(url: str) -> None:
    assert sold(url, states_left_out=[], sources=["phone"]) == paid("backend:") > 0


def test_the_channels_may_be_named(url: str) -> None:
    named = {"states_left_out": [], "store_channels": ["pos", "other"]}

    assert sold(url, sources=["store"], **named) == paid("pos:", "other:") > 0


def test_the_whole_table_has_no_sale_that_the_window_lacks(url: str) -> None:
    assert sold(url) == sold(url, window="none") > 0
