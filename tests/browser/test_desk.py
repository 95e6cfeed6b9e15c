"""The desk in a real browser: it needs a keyboard only, no script, and suits every screen."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import Visitor, a_visitor
from tests.databases.installation import PASSWORD
from tests.drills.served import Served, basic, served
from tests.web.desk.operator import ELSEWHERE_SHOP, LEDGER_SHOP, add_account

PHONE = {"viewport": {"width": 390, "height": 800}}
WINDOWS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark", "locale": "ru-RU"},
    "phone": {**PHONE, "locale": "ru-RU", "java_script_enabled": True},
    "dark phone": {**PHONE, "color_scheme": "dark"},
}
PAGES = (
    "/desk",
    "/desk/entries",
    "/desk/entries/1",
    "/desk/unmatched",
    "/desk/imports",
    "/desk/no",
)
EXPECTED = ("422 (UNPROCESSABLE ENTITY)", "404 (NOT FOUND)")  # pages that say what is wrong
CALLS = "Дата;Клиент;Сумма\n20.11.2026;587-963;520\n20.11.2026;;10\n20.11.2026;1;1,234\n"


@pytest.fixture(scope="module")
def shopstat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    instance = tmp_path_factory.mktemp("desk") / "instance"
    shops = {"north": LEDGER_SHOP, "keys": LEDGER_SHOP, "east": ELSEWHERE_SHOP}
    with served(instance, shops) as shopstat:
        for shop in shops:
            add_account(instance, f"at.{shop}", shop)
        yield shopstat


def at_the_desk(visitor: Visitor, shopstat: Served, shop: str) -> Page:
    """Log in by keyboard."""
    page = visitor.opens(f"http://127.0.0.1:{shopstat.port}/desk")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(f"at.{shop}")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".brand")).to_have_text(shop)
    return page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so, as a person does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in (focused.get_attribute("aria-label"), focused.inner_text()):
            return
    raise AssertionError(f"no way to {name!r} by keyboard")


def enter(page: Page, client: str, revenue: str) -> None:
    """Fill in the form by keyboard: the focus is on the client ID when the page opens."""
    expect(page.locator("#client")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(client)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(revenue)
    page.keyboard.press("Enter")


def test_a_sale_is_entered_mended_and_undone_by_keyboard_in_russian_without_script(
    chromium: Browser, shopstat: Served
) -> None:
    with a_visitor(chromium, java_script_enabled=False, locale="ru-RU") as operator:
        page = at_the_desk(operator, shopstat, "keys")
        enter(page, "высокий мужчина", "1 040,50")
        expect(page.locator("#client-fault")).to_have_text(
            "В этом тексте нет кода посетителя. Он выглядит так: 587-963."
        )
        expect(page.locator("#client")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_have_text("Продажа 1 сохранена.")

        tab_to(page, "1 продажа за сегодня без кода посетителя")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Продажи без кода посетителя")
        tab_to(page, "Выйти (at.keys)")
        page.keyboard.press("Tab")
        page.keyboard.type("587 963")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_have_text("Продажа 1 теперь относится к 587-963.")
        assert told(shopstat) == b'{"user_id":"587-963","count":1,"revenue":1040.50'

        page.goto(f"http://127.0.0.1:{shopstat.port}/desk")
        tab_to(page, "Отменить продажу 1")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_have_text("Продажа 1 снова такая, какой была раньше.")
        tab_to(page, "Исправить продажу 1")
        page.keyboard.press("Enter")
        enter(page, "587 963", "30")
        expect(page.locator(".told")).to_have_text("Продажа 1 исправлена.")


def told(shopstat: Served) -> bytes:
    """What the platform gets for today, as far as the revenue."""
    day = datetime.now(ZoneInfo("Europe/Moscow")).date()
    body = shopstat.get(f"/stat?date={day}", basic("keys")).body
    return body[len(b'{"data":[') :].partition(b',"gross')[0]


def test_the_verdict_is_shown_while_the_client_id_is_typed(
    visitor: Visitor, shopstat: Served
) -> None:
    page = at_the_desk(visitor, shopstat, "north")
    page.keyboard.type("айди 587 963")
    expect(page.locator("#client-verdict")).to_have_text("The client ID is 587-963.")
    page.keyboard.press("Control+A")
    page.keyboard.type("+7 916 123-45-67")
    expect(page.locator("#client-verdict")).to_contain_text("This reads as a phone number.")


def test_a_file_is_looked_at_recorded_and_undone(visitor: Visitor, shopstat: Served) -> None:
    page = at_the_desk(visitor, shopstat, "north")
    page.get_by_role("link", name="Files").click()
    calls = {"name": "calls.csv", "mimeType": "text/csv", "buffer": CALLS.encode()}
    page.set_input_files("#file", calls)  # type: ignore[arg-type]  # a TypedDict of the library
    page.get_by_role("button", name="Show what it holds").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("1 row cannot be recorded")
    page.get_by_role("button", name="Record 2 rows").click()
    expect(page.locator(".told")).to_have_text("Import 1 is recorded: 2 new, 0 there already.")
    page.get_by_role("button", name="Undo import 1").click()
    expect(page.locator(".told")).to_have_text("2 sales are taken back.")


@pytest.mark.parametrize("window", WINDOWS)
def test_every_page_is_for_everybody(
    chromium: Browser, shopstat: Served, window: str, tmp_path: Path
) -> None:
    with a_visitor(chromium, **WINDOWS[window]) as operator:
        page = operator.opens(f"http://127.0.0.1:{shopstat.port}/desk")
        assert_for_everybody(page, tmp_path / "login.png")
        page = at_the_desk(operator, shopstat, "north")
        page.locator("#client").fill("высокий мужчина")
        page.locator("#revenue").fill("x")
        page.locator("main button").first.click()
        expect(page.locator("#revenue-fault")).to_be_visible()
        assert_for_everybody(page, tmp_path / "refused.png")
        page.locator("#revenue").fill("1040.50")
        page.locator("[name=unmatched]").check()
        page.locator("main button").first.click()
        for number, path in enumerate(PAGES):
            page.goto(f"http://127.0.0.1:{shopstat.port}{path}")
            assert_for_everybody(page, tmp_path / f"{number}.png")
        told = [each for each in operator.complaints if not each.endswith(EXPECTED)]
        assert told == []


def test_a_shop_with_a_database_has_no_desk(
    visitor: Visitor, shopstat: Served, tmp_path: Path
) -> None:
    page = at_the_desk(visitor, shopstat, "east")
    expect(page.locator("h1")).to_have_text("The sales are kept elsewhere")
    assert_for_everybody(page, tmp_path / "elsewhere.png")
    page.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Log in")


def assert_for_everybody(page: Page, picture: Path) -> None:
    """Assert that axe finds nothing and that the page is not wider than its window."""
    page.screenshot(path=picture, full_page=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
