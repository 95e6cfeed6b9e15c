"""The documented commands run, and every command is documented."""

import os
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner

from app.cli.demo_database import fill
from app.cli.main import main
from tests.house.pages import DOCS, README, READMES, blocks, name_of, text_of
from tests.house.site import Site

OBJECT = r'\{"user_id":"\d{3}-\d{3}","count":\d+,"revenue":\d+\.\d\d,"gross_profit":-?\d+\.\d\d\}'


def documented_commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from documented_commands(command, (*path, name))
        else:
            yield " ".join(("shopstat", *path, name))


def help_of(command: str) -> str:
    return CliRunner().invoke(main, [*command.split()[1:], "--help"], terminal_width=200).output


def examples() -> Iterator[str]:
    for command in documented_commands(main):
        yield from re.findall(rf"^ +({command}(?: .+)?)$", help_of(command), re.MULTILINE)


def lines(page: Path) -> list[str]:
    return [line for block in blocks(page, "sh") for line in block.text.splitlines() if line]


FIRST_SCREEN = lines(README)[:2]
LATER = {
    page: [line for line in lines(page) if line not in FIRST_SCREEN] for page in [README, *DOCS]
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    site.type("shopstat demo")
    yield site
    site.close()


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance of a demo shop ``north`` with the account ``alytics``, in this process."""
    instance = tmp_path / "instance"
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(instance))
    CliRunner().invoke(main, ["demo"], catch_exceptions=False)
    (instance / "shops" / "demo.toml").rename(instance / "shops" / "north.toml")
    CliRunner().invoke(main, ["account", "add", "alytics"], catch_exceptions=False)
    return instance


def keep_its_sales_in_the_ledger(instance: Path) -> None:
    """Take the demo shop's database away, and leave a file of calls in the folder."""
    shop = 'time_zone = "Europe/Moscow"\ncurrency = "RUB"\n[client_id]\nformat = "999-999"\n'
    (instance / "shops" / "north.toml").write_text(shop)
    (instance / "calls.csv").write_text("Дата;Клиент;Оплата\n20.11.2026;587-963;520\n", "utf-8")


@pytest.mark.parametrize("page", [page for page in LATER if LATER[page]], ids=name_of)
def test_the_lines_of_a_page_run_one_after_the_other(page: Path, site: Site) -> None:
    for line in LATER[page]:
        assert site.type(line)


def test_the_first_screen_gives_an_answer(site: Site) -> None:
    make_run, curl = FIRST_SCREEN
    yesterday = datetime.now(ZoneInfo("Europe/Moscow")).date() - timedelta(days=1)
    shown = re.sub(r"\d{4}-\d\d-\d\d", str(yesterday), curl)

    printed = site.type(make_run)
    answer = site.type(shown)

    assert f"Try: {shown}" in printed.splitlines()
    assert re.fullmatch(rf'\{{"data":\[{OBJECT}(,{OBJECT})*\]\}}', answer)


def test_the_first_screen_shows_the_true_beginning_of_the_answer(demo: Path) -> None:
    day = date.fromisoformat(FIRST_SCREEN[1].split("date=")[1].rstrip("'"))
    (demo / "demo-shop.db").unlink()
    fill(demo / "demo-shop.db", datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC))
    answer = CliRunner().invoke(main, ["stat", "--date", str(day)]).stdout

    for readme in READMES:
        beginning, end = blocks(readme, "text")[0].text.strip().split("…")
        assert answer.startswith(beginning)
        assert answer.endswith(end)


@pytest.mark.parametrize("example", [*examples()])
def test_the_examples_of_the_help_run(
    example: str, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: None)
    monkeypatch.chdir(demo)
    if " import " in example:
        keep_its_sales_in_the_ledger(demo)
    if " add " in example:
        example = example.replace("alytics", "another")
    typed = "main\n\nEurope/Moscow\nRUB\n" if example == "shopstat init" else ""

    done = CliRunner().invoke(main, shlex.split(example)[1:], input=typed)

    alarms = example.startswith("shopstat watch")
    assert (done.exit_code, bool(done.stdout)) == (int(alarms), True), done.stderr


@pytest.mark.parametrize("command", [*documented_commands(main)])
@pytest.mark.parametrize("readme", READMES, ids=name_of)
def test_every_command_is_in_the_readmes(command: str, readme: Path) -> None:
    assert command in text_of(readme)
