"""Every module of the house says what it is, fits two screens, and runs on any machine."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.pages import ROOT

MODULES = sorted([ROOT / "wsgi.py", *ROOT.glob("app/**/*.py"), *ROOT.glob("config/**/*.py")])
LONGEST = 200
TEXTS = ROOT / "app/web/problem_types.py"  # sentences in two languages, nothing to take apart


@pytest.fixture(params=MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def module(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_a_module_says_what_it_is(module: Path) -> None:
    told = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))

    assert told
    assert told.splitlines()[0].endswith((".", "?"))


def test_a_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST or module == TEXTS


def test_a_module_names_no_place_of_one_machine(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert re.findall(r"[\"' ](/(?:home|root|work|Users|mnt)\b[^\"' ]*)", text) == []
