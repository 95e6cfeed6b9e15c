"""The page on what can go wrong names tests that exist, or says that something is open."""

import re

import pytest

from tests.house.pages import ROOT, text_of

PAGE = ROOT / "docs" / "reliability.md"
ROW = re.compile(r"^\| ([AB]\d+b?) (.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
HAZARDS = [
    *(f"A{number}" for number in range(1, 15)),
    "A14b",
    *(f"A{number}" for number in range(15, 22)),
    *(f"B{number}" for number in range(1, 27)),
]


@pytest.mark.parametrize(("file", "test"), NAMED.findall(text_of(PAGE)))
def test_a_test_that_is_named_exists(file: str, test: str) -> None:
    assert f"def {test}(" in text_of(ROOT / "tests" / file)


def test_every_hazard_is_told() -> None:
    assert list(rows()) == HAZARDS


def test_what_no_test_proves_is_called_open() -> None:
    unproven = [name for name, row in rows().items() if not NAMED.search(row)]

    assert [name for name in unproven if "*open*" not in rows()[name]] == []


def rows() -> dict[str, str]:
    return dict(ROW.findall(text_of(PAGE)))
