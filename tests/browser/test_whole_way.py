"""The whole way of a sale: the site shows an id, the operator hears it, the platform is told."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

import config
from tests.browser.static_site import StaticSite, static_site
from tests.browser.visitor import Visitor
from tests.databases.installation import PASSWORD
from tests.drills.served import Served, basic, served
from tests.web.desk.operator import add_account

EXAMPLE = Path(config.__file__).parent / "example" / "site" / "index.html"
SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"

[client_id]
format = "999-999"
masks = ["plain", "article", "cart"]

[site]
origins = ["{origin}"]
"""


@pytest.fixture
def site() -> Iterator[StaticSite]:
    with static_site() as site:
        yield site


@pytest.fixture
def shopstat(site: StaticSite, tmp_path: Path) -> Iterator[Served]:
    instance = tmp_path / "instance"
    with served(instance, {"main": SHOP.format(origin=site.origin)}) as shopstat:
        add_account(instance, "anna", "main")
        yield shopstat


def test_the_article_that_a_visitor_reads_out_reaches_the_platform(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    address = f"http://127.0.0.1:{shopstat.port}"
    site.pages["/"] = EXAMPLE.read_text(encoding="utf-8").replace("http://127.0.0.1:8080", address)

    article = visitor.opens(site.url("/")).locator('[data-client-id="article"]')
    expect(article).to_have_text(re.compile(r"-\d{3}-\d{3}$"))
    read_out = article.inner_text()

    desk = visitor.opens(f"{address}/desk")
    desk.fill("#name", "anna")
    desk.fill("#password", PASSWORD)
    desk.keyboard.press("Enter")
    desk.fill("#client", read_out)
    desk.fill("#revenue", "520")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_be_visible()

    today = datetime.now(ZoneInfo("Europe/Moscow")).date()
    told = json.loads(shopstat.get(f"/stat?date={today}", basic("main")).body)
    assert told == {
        "data": [{"user_id": read_out[-7:], "count": 1, "revenue": 520.0, "gross_profit": 0.0}]
    }
