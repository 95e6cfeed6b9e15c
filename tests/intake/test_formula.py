"""Texts in files for spreadsheets: none is a formula there, and each can be read back."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.alytics_csv import write_day
from app.intake.formula import disarmed, rearmed

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "  =1",
    "\u00a0=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    " \u3000＝1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert disarmed(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "587-963", "A=1", "Иван", "'", "'x", "1+1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert (disarmed(text), rearmed(text)) == (text, text)


@given(st.text())
@pytest.mark.parametrize("before", ["", "=", "'=", " -"])
def test_every_text_comes_back_as_it_was(before: str, text: str) -> None:
    if not f"{before}{text}".startswith("'"):
        assert rearmed(disarmed(before + text)) == before + text


def test_amounts_stay_numbers() -> None:
    file = io.StringIO(newline="")
    write_day(file, date(2026, 11, 21), [("=587", -1, -520_00, -1_05)])
    assert file.getvalue() == "2026-11-21,'=587,-1,-520.00,-1.05\r\n"
