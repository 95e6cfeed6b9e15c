"""Texts in a file for spreadsheets: none of them may be taken for a formula (ASVS 1.2.10)."""

import re

_FORMULA = re.compile(r"[\s\x00]*[=+\-@\t\r\x00＝＋－＠]")
_DISARMED = re.compile(r"'(?=[\s\x00]*[=+\-@\t\r\x00＝＋－＠])")


def disarmed(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def rearmed(text: str) -> str:
    """Give back the text that ``disarmed`` was given."""
    return _DISARMED.sub("", text, count=1) if text.startswith("'") else text
