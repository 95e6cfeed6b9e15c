"""The import rules hold, and each of them would notice what breaks it."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.house.pages import ROOT

PLATFORMS = "app/platforms"
LINT = str(Path(sys.executable).with_name("lint-imports"))
VIOLATIONS = [
    ("rooms", "app/sales/money.py", "import app.statistics.rows"),
    ("rooms", "app/shops/shop.py", "import app.ledger.schema"),
    ("rooms", "app/cli/check.py", "import app.web.health"),
    ("flask", "app/statistics/question.py", "import flask"),
    ("flask", "config/settings.py", "import werkzeug"),
    ("sqlalchemy", "app/web/health.py", "import sqlalchemy"),
    ("sqlalchemy", "app/sales/day.py", "from sqlalchemy import select"),
    ("config", "app/shops/shop.py", "import config.settings"),
    ("platforms", "app/platforms/another.py", "import app.platforms.alytics"),
    ("root", "app/sales/money.py", "import app"),
]


def lint(folder: Path, *options: str) -> "subprocess.CompletedProcess[bytes]":
    command = [LINT, "--no-cache", "--no-logo", "--config", "setup.cfg", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603


def contracts() -> ConfigParser:
    rules = ConfigParser()
    rules.read(ROOT / "setup.cfg", encoding="utf-8")
    return rules


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("app", "config"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    rules = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    listed = "    app.platforms.alytics\n"
    (tmp_path / "app/platforms/another.py").write_text('"""Another platform."""\n')
    (tmp_path / "setup.cfg").write_text(
        rules.replace(listed, f"{listed}    app.platforms.another\n"), encoding="utf-8"
    )
    return tmp_path


def test_the_rules_hold() -> None:
    linted = lint(ROOT)

    assert linted.returncode == 0, linted.stdout.decode()


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS)
def test_a_violation_is_noticed(contract: str, file: str, line: str, copy: Path) -> None:
    with (copy / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")

    linted = lint(copy, "--contract", contract)

    assert linted.returncode == 1
    assert f"{contracts()[f'importlinter:contract:{contract}']['name']} BROKEN" in (
        linted.stdout.decode()
    )


def test_every_rule_was_tried() -> None:
    named = [name for name in contracts().sections() if name.startswith("importlinter:contract:")]

    assert {name.rpartition(":")[2] for name in named} == {rule for rule, _, _ in VIOLATIONS}


def test_every_platform_is_under_the_rule() -> None:
    listed = contracts()["importlinter:contract:platforms"]["modules"].split()
    files = {file.stem for file in (ROOT / PLATFORMS).glob("*.py")} - {"__init__", "platform"}

    assert {*listed} == {f"app.platforms.{name}" for name in files}
