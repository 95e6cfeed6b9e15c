"""The command ``presets``, and the pages that are made of the presets."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.ask_preset import all_presets
from app.cli.main import main
from app.cli.preset_page import overview_page, preset_page
from app.shops.preset import Preset
from tests.house.pages import ROOT

PAGES = ROOT / "docs" / "presets"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["presets", *arguments], catch_exceptions=False)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("preset", all_presets(), ids=lambda preset: str(preset.name))
def test_the_page_of_a_preset_is_made_from_its_file(preset: Preset) -> None:
    page = PAGES / f"{preset.name}.md"

    assert page.exists(), "run: make docs"
    assert page.read_text("utf-8") == preset_page(preset), "run: make docs"


def test_the_overview_has_every_preset_and_nothing_else_is_there() -> None:
    names = {f"{preset.name}.md" for preset in all_presets()}

    assert (PAGES / "README.md").read_text("utf-8") == overview_page(all_presets())
    assert {page.name for page in PAGES.iterdir()} == {"README.md", *names}


def test_the_pages_are_written_where_one_says(tmp_path: Path) -> None:
    run("--pages", str(tmp_path / "pages"))

    written = (tmp_path / "pages" / "woocommerce.md").read_text("utf-8")
    assert written == (PAGES / "woocommerce.md").read_text("utf-8")


def test_every_preset_is_listed() -> None:
    listed = [line.split()[0] for line in run().stdout.splitlines()]

    assert listed == [preset.name for preset in all_presets()]


def test_a_preset_is_shown_whole() -> None:
    shown = run("opencart").stdout

    assert shown.startswith("OpenCart, ocStore: ")
    assert "  - statuses = 5,3: the numbers of the statuses of an order that is a sale\n" in shown
    assert "GRANT SELECT (`order_id`, `code`) ON `shop`.`oc_order_total` TO" in shown


def test_it_is_shown_in_russian_where_the_terminal_speaks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    assert "Что проверить:" in run("opencart").stdout


def test_an_unknown_preset_is_told_with_those_there_are() -> None:
    refused = run("woo")

    assert refused.exit_code == 2
    assert "'woo' is no preset; there are: " in refused.stderr
