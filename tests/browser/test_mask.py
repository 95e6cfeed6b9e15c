"""The mask in a real browser: a page of the shop's site shows the visitor's client ID."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.static_site import StaticSite, static_site
from tests.browser.visitor import Visitor
from tests.drills.served import Served, served

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"

[client_id]
format = "999-999"
masks = ["plain", "article", "cart"]

[site]
origins = ["{origin}"]
"""
PAGE = """<!doctype html><meta charset="utf-8"><title>A product</title>
<p id="plain" data-client-id="plain">…</p>
<p id="article" data-client-id="article">арт. <b>10250</b>
</p>
<p id="cart" data-client-id="cart">Корзина № </p>
<script src="{script}" async {options}></script>
"""
ID = re.compile(r"^\d{3}-\d{3}$")


@pytest.fixture(scope="module")
def site() -> Iterator[StaticSite]:
    with static_site() as site:
        yield site


@pytest.fixture(scope="module")
def shopstat(site: StaticSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("mask") / "instance"
    with served(folder, {"main": SHOP.format(origin=site.origin)}) as shopstat:
        yield shopstat


def script(shopstat: Served) -> str:
    return f"http://127.0.0.1:{shopstat.port}/mask.js"


def a_page(site: StaticSite, shopstat: Served, options: str = "", path: str = "/p") -> str:
    site.pages[path] = PAGE.format(script=script(shopstat), options=options)
    return site.url(path)


def shown(page: Page) -> list[str]:
    expect(page.locator("#plain")).not_to_have_text("…")
    return [page.locator(f"#{mask}").inner_text() for mask in ("plain", "article", "cart")]


def test_the_three_masks_show_one_id(site: StaticSite, shopstat: Served, visitor: Visitor) -> None:
    page = visitor.opens(a_page(site, shopstat))
    plain, article, cart = shown(page)
    assert ID.match(plain)
    assert (article, cart) == (f"арт. 10250-{plain}", f"Корзина № {plain}")
