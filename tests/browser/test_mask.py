"""The mask in a real browser: a page of the shop's site shows the visitor's client ID."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

import config
from app.database.writing import open_writing, reading
from app.ledger.client_id_tables import client_ids
from tests.browser.static_site import StaticSite, static_site
from tests.browser.visitor import Visitor, a_visitor
from tests.drills.served import Served, served

EXAMPLE = Path(config.__file__).parent / "example" / "site" / "index.html"
SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"

[client_id]
format = "999-999"
masks = ["plain", "article", "cart"]

[site]
origins = ["{origin}"]
cookie_days = 30
"""
PAGE = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>A product</title>
<p id="plain" data-client-id="plain">…</p>
<p id="article" data-client-id="article">арт. 10250
</p>
<p id="cart" data-client-id="cart">Корзина № </p>
<form><input type="hidden" name="client_id" data-client-id="plain"></form>
<script src="{script}" async {options}></script>
"""
UNTOUCHED = ["…", "арт. 10250", "Корзина №"]
ID = re.compile(r"\d{3}-\d{3}")


@pytest.fixture(scope="module")
def every_page() -> Iterator[StaticSite]:
    with static_site() as site:
        yield site


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mask") / "instance"


@pytest.fixture(scope="module")
def shopstat(every_page: StaticSite, instance: Path) -> Iterator[Served]:
    with served(instance, {"main": SHOP.format(origin=every_page.origin)}) as shopstat:
        yield shopstat


@pytest.fixture
def site(every_page: StaticSite, shopstat: Served) -> StaticSite:
    """The shop's site, on another origin than Shopstat; its page ``/`` has the three masks."""
    every_page.headers.clear()
    every_page.pages.clear()
    every_page.pages["/"] = a_page(shopstat)
    return every_page


def a_page(shopstat: Served, options: str = "") -> str:
    return PAGE.format(script=f"http://127.0.0.1:{shopstat.port}/mask.js", options=options)


def masks(page: Page) -> list[str]:
    return [page.locator(f"#{mask}").inner_text() for mask in ("plain", "article", "cart")]


def id_on(page: Page) -> str:
    """The client ID that the page shows under all three masks."""
    expect(page.locator("#plain")).not_to_have_text("…")
    plain, *others = masks(page)
    assert others == [f"арт. 10250-{plain}", f"Корзина № {plain}"]
    return plain


def asked_for_ids(page: Page) -> list[str]:
    """Every request for a client ID that the page makes from now on."""
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if "client-ids" in each.url else None)
    return asked


def test_the_three_masks_show_one_id(site: StaticSite, visitor: Visitor) -> None:
    page = visitor.opens(site.url("/"))
    shown = id_on(page)
    assert ID.fullmatch(shown)
    assert page.locator("input").input_value() == shown
    assert page.evaluate("shopstat") == {"clientId": shown}


def test_a_second_visit_keeps_the_id_and_another_visitor_has_another(
    site: StaticSite, visitor: Visitor, chromium: Browser
) -> None:
    first = id_on(visitor.opens(site.url("/")))
    assert id_on(visitor.opens(site.url("/"))) == first
    with a_visitor(chromium) as other:
        assert id_on(other.opens(site.url("/"))) != first


def test_the_id_is_kept_in_the_one_cookie_of_the_site(site: StaticSite, visitor: Visitor) -> None:
    shown = id_on(visitor.opens(site.url("/")))
    (cookie,) = visitor.context.cookies()
    kept = (cookie["name"], cookie["value"], cookie["domain"], cookie["path"], cookie["sameSite"])
    assert kept == ("shopstat_id", shown, "localhost", "/", "Lax")
    days = (cookie["expires"] - visitor.opens(site.url("/")).evaluate("Date.now() / 1000")) / 86_400
    assert 29 < days <= 30


def test_the_first_page_of_the_visit_is_kept_with_the_id(
    site: StaticSite, visitor: Visitor, instance: Path
) -> None:
    page = visitor.opens(site.url("/?utm_source=ya&email=ivan@example.com#top"))
    shown = id_on(page)
    ledger = open_writing(f"sqlite:///{instance / 'shopstat.db'}")
    with reading(ledger) as connection:
        here = client_ids.c.client_id == shown
        row = connection.execute(select(client_ids).where(here)).mappings().one()
    ledger.dispose()
    assert (row["landing"], row["utm_source"]) == (site.url("/?utm_source=ya"), "ya")


def test_the_cookie_of_the_platform_wins(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    own = id_on(visitor.opens(site.url("/")))
    site.pages["/"] = a_page(shopstat, 'data-cookie="platform_id"')
    visitor.context.add_cookies([{"name": "platform_id", "value": "111%2D222", "url": site.origin}])
    assert id_on(visitor.opens(site.url("/"))) == "111-222" != own


def test_the_global_of_the_platform_is_waited_for(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    later = "<script>setTimeout(() => { window.platform = { user: { id: 111222 } } }, 600)</script>"
    site.pages["/"] = a_page(shopstat, 'data-global="platform.user.id"') + later
    assert id_on(visitor.opens(site.url("/"))) == "111222"
    assert visitor.context.cookies() == []


def test_without_the_platforms_id_the_shop_gives_one(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    site.pages["/"] = a_page(shopstat, 'data-cookie="platform_id" data-global="no.such.thing"')
    assert ID.fullmatch(id_on(visitor.opens(site.url("/"))))


def test_what_the_platform_says_is_never_run(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    site.pages["/"] = a_page(shopstat, 'data-cookie="platform_id"')
    live = "<img src=x onerror=alert(1)>"
    visitor.context.add_cookies(
        [{"name": "platform_id", "value": live.replace(" ", "%20"), "url": site.origin}]
    )
    assert id_on(visitor.opens(site.url("/"))) == live


def test_elements_that_come_later_are_disguised_too_and_each_once(
    site: StaticSite, visitor: Visitor
) -> None:
    page = visitor.opens(site.url("/"))
    shown = id_on(page)
    page.evaluate(
        """() => {
            const card = document.createElement('div');
            card.innerHTML = '<p id="new" data-client-id="article">art. <b>77</b></p>';
            document.body.append(card);
            document.body.append(document.getElementById('article').cloneNode(true));
            document.getElementById('cart').textContent = 'Cart 5, No.';
        }"""
    )
    expect(page.locator("#new")).to_have_text(f"art. 77-{shown}")
    expect(page.locator("#cart")).to_have_text(f"Cart 5, No. {shown}")
    assert page.locator("#article").all_inner_texts() == [f"арт. 10250-{shown}"] * 2


def test_it_works_on_a_page_with_a_strict_policy(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    server = f"http://127.0.0.1:{shopstat.port}"
    site.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src {server}; connect-src {server}; "
        "require-trusted-types-for 'script'"
    )
    site.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    assert ID.fullmatch(id_on(visitor.opens(site.url("/"))))


def test_a_page_that_has_the_script_twice_asks_once(
    site: StaticSite, shopstat: Served, visitor: Visitor
) -> None:
    site.pages["/"] = a_page(shopstat) + a_page(shopstat).splitlines()[-1]
    page = visitor.opens("about:blank")
    asked = asked_for_ids(page)
    page.goto(site.url("/"))
    id_on(page)
    assert len(asked) == 1


def test_a_page_stays_as_it_is_where_no_id_can_be_had(
    site: StaticSite, shopstat: Served, chromium: Browser
) -> None:
    with a_visitor(chromium) as somebody:
        page = somebody.opens("about:blank")
        page.route("**/client-ids", lambda route: route.abort())
        with page.expect_event("requestfailed"):
            page.goto(site.url("/"))
        assert masks(page) == UNTOUCHED
        assert somebody.context.cookies() == []


def test_a_page_of_another_site_stays_as_it_is(shopstat: Served, chromium: Browser) -> None:
    with static_site() as stranger, a_visitor(chromium) as somebody:
        stranger.pages["/"] = a_page(shopstat)
        page = somebody.opens("about:blank")
        with page.expect_event("requestfailed"):
            page.goto(stranger.url("/"))
        assert masks(page) == UNTOUCHED


def test_the_example_page_shows_all_three(
    site: StaticSite, shopstat: Served, visitor: Visitor, tmp_path: Path
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert "http://127.0.0.1:8080/mask.js" in text
    site.pages["/"] = text.replace(":8080/", f":{shopstat.port}/")
    page = visitor.opens(site.url("/"))
    expect(page.locator("span[data-client-id=plain]")).to_have_text(ID)
    shown = page.locator("span").all_inner_texts()
    assert shown == [f"арт. 10250-{shown[2]}", f"Корзина № {shown[2]}", shown[2]]
    page.screenshot(path=tmp_path / "example.png")
