"""The tables of the documentation say what the code says."""

import json
import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from app.cli.main import main
from app.factory import create_app
from app.platforms import PLATFORMS
from app.sales.client_id import ClientIDFormat
from app.sales.day import Day
from app.sales.mask import Mask, masked
from app.sales.unmask import Reason, Unmask, Unreadable
from app.shops.source import TimeKind
from app.statistics.bounds import bounds
from app.web.problem_types import PROBLEM_TYPES
from config.options import options_of
from config.settings import Settings, load_settings
from tests.house.pages import README, README_RU, READMES, ROOT, name_of, table

CLIENT_IDS = ROOT / "docs" / "client-ids.md"
ANSWERS = ROOT / "docs" / "answers-and-errors.md"
DEPLOYMENT = ROOT / "docs" / "deployment.md"
DAY = Day(date(2026, 11, 21), ZoneInfo("Europe/Moscow"))
UNMASK = Unmask(ClientIDFormat.parse("999-999"), frozenset(Mask))
SETTINGS = {
    (f"{each.section}.{each.key}", json.dumps(each.default)): each.doc
    for each in options_of(Settings).values()
}

readmes = pytest.mark.parametrize(
    ("readme", "russian"), [(README, False), (README_RU, True)], ids=["README", "README.ru"]
)


def reason_of(text: str) -> str | None:
    answer = UNMASK(text)
    return answer.reason.value if isinstance(answer, Unreadable) else None


def test_the_settings_are_those_of_the_code() -> None:
    shown = {(name, default): doc for name, default, doc in table(README, "option")}

    assert shown == SETTINGS


def test_the_russian_settings_have_the_same_defaults() -> None:
    shown = [(name, default) for name, default, _ in table(README_RU, "настройка")]

    assert shown == [*SETTINGS]


@readmes
def test_the_platforms_are_those_of_the_code(readme: Path, russian: bool) -> None:
    shown = table(readme, "система" if russian else "platform")

    assert [row[:2] for row in shown] == [[each.name, each.path] for each in PLATFORMS]


@pytest.mark.parametrize(
    ("page", "heads"),
    [
        (README, ("status", "type")),
        (README_RU, ("статус", "тип")),
        (ANSWERS, ("status", "type")),
    ],
    ids=["README", "README.ru", "answers-and-errors"],
)
def test_the_problems_are_those_of_the_code(page: Path, heads: tuple[str, str]) -> None:
    shown = {(int(row[0]), row[1]) for row in table(page, *heads)}

    assert shown == {(kind.status, kind.name) for kind in PROBLEM_TYPES.values()}


@pytest.mark.parametrize("readme", READMES, ids=name_of)
def test_the_bounds_are_those_of_the_code(readme: Path) -> None:
    shown = {row[0]: tuple(row[-2:]) for row in table(readme, "kind")}
    real = {kind: bounds(DAY, kind, "postgresql") for kind in TimeKind}

    assert shown == {kind: (str(span.since), str(span.until)) for kind, span in real.items()}


@readmes
def test_what_the_readme_says_is_read_is_read(readme: Path, russian: bool) -> None:
    shown = table(readme, *(("написано", "прочитано") if russian else ("written", "read as")))

    assert [[text, UNMASK(text)] for text, _ in shown] == shown


@readmes
def test_what_the_readme_says_is_refused_is_refused(readme: Path, russian: bool) -> None:
    heads = ("написано", "причина отказа") if russian else ("written", "refused as")
    shown = table(readme, *heads)

    assert [[text, reason_of(text)] for text, _ in shown] == shown


def test_every_reason_is_explained() -> None:
    shown = table(CLIENT_IDS, "reason")
    elsewhere = {Reason.WORD, Reason.MASK}

    assert {row[0] for row in shown} | elsewhere == set(Reason)
    assert [reason_of(text) for reason, _, text in shown if text] == [
        reason for reason, _, text in shown if text
    ]


def test_the_formats_fit_their_examples() -> None:
    shown = table(CLIENT_IDS, "format")

    assert all(ClientIDFormat.parse(format).matches(example) for format, example in shown)


def test_the_masks_are_those_of_the_code() -> None:
    shown = [[row[0], row[-1]] for row in table(CLIENT_IDS, "mask")]

    assert shown == [[mask, masked(UNMASK("587-963"), mask)] for mask in Mask]  # type: ignore[arg-type] # it is read


def test_the_keys_of_a_log_line_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    CliRunner().invoke(main, ["demo"], catch_exceptions=False)
    settings = load_settings(tmp_path, {})
    shop = replace(settings.shops["demo"], database=f"sqlite:///{tmp_path / 'gone.db'}")
    app = create_app(
        replace(settings, shops={"demo": shop}), lambda: datetime(2026, 11, 22, tzinfo=UTC)
    )

    with caplog.at_level(logging.INFO, "shopstat.request"):
        app.test_client().get("/stat?date=2026-11-21", auth=("demo", "demo"))

    (line,) = [each.getMessage() for each in caplog.records if each.name == "shopstat.request"]
    keys = re.findall(r'(\w+)=(?:"(?:[^"\\]|\\.)*"|\S+)', line)
    assert {*keys, "rows"} == {row[0] for row in table(DEPLOYMENT, "key")}
