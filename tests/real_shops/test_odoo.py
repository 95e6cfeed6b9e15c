"""An Odoo company on PostgreSQL: every day of a year in three zones, to the byte."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sales.channel import Channel
from app.sales.day import Day
from tests.databases.installation import Installation
from tests.databases.plans import searched_indexes
from tests.databases.servers import Server
from tests.real_shops.moments import ZONES
from tests.real_shops.odoo import PHONE_SELECT, TILL_SELECT, Shop, a_year, create
from tests.real_shops.three_zones import (
    answered_year,
    filled,
    recomputed_year,
    select_source,
    shop_in,
    three_zones,
)

SELECTS = {PHONE_SELECT: Channel.CALL, TILL_SELECT: Channel.OFFLINE}


@pytest.fixture(scope="module")
def shop() -> Shop:
    return a_year()


@pytest.fixture(scope="module")
def url(postgresql: Server, shop: Shop) -> Iterator[str]:
    with filled(postgresql, partial(create, shop=shop)) as url:
        yield url


@pytest.fixture(scope="module")
def shopstat(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with three_zones(tmp_path_factory.mktemp("instance"), url, SELECTS) as shopstat:
        yield shopstat


@pytest.mark.parametrize("zone", ZONES, ids=shop_in)
def test_every_day_of_the_year_is_answered_as_python_recomputes_it(
    zone: ZoneInfo, shop: Shop, shopstat: Installation
) -> None:
    assert answered_year(shopstat, zone) == recomputed_year(shop.sales, zone)


@pytest.mark.parametrize(
    ("select", "index"),
    [
        (PHONE_SELECT, "sale_order_date_order_id_idx"),
        (TILL_SELECT, "pos_order_date_order_index"),
    ],
    ids=["phone", "till"],
)
def test_a_day_is_found_by_the_index_on_the_time_of_orders(
    select: Path, index: str, url: str
) -> None:
    source, day = select_source(select, SELECTS[select]), Day(date(2025, 5, 14), ZONES[0])
    assert index in searched_indexes(url, source, day)
