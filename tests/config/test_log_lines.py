"""What the running server writes on stderr."""

import logging

import pytest

from config.log_lines import OneLine

HEAD = "1970-01-01T00:00:01.500Z WARNING "


def written(message: str, error: Exception | None = None) -> str:
    traceback = (type(error), error, None) if error else None
    record = logging.LogRecord("shopstat", logging.WARNING, "", 0, message, (), traceback)
    record.created, record.msecs = 1.5, 500
    return OneLine().format(record)


def test_a_line_begins_with_the_time_in_utc_and_the_level() -> None:
    assert written("event=x day=2026-11-21") == f"{HEAD}event=x day=2026-11-21"


@pytest.mark.parametrize(
    ("character", "shown"),
    [("\n", r"\n"), ("\r", r"\r"), ("\x1b", r"\x1b"), ("\u2028", r"\u2028"), ("\ud800", r"\ud800")],
)
def test_no_character_begins_another_line(character: str, shown: str) -> None:
    assert written(f"a{character}b") == f"{HEAD}a{shown}b"


def test_words_of_any_language_stay_as_they_are() -> None:
    assert written("магазин «Юг»") == f"{HEAD}магазин «Юг»"


def test_a_traceback_is_indented_whatever_its_exception_says() -> None:
    first, *rest = written("bug", ValueError("one\ntwo\r\x1bthree")).split("\n")

    assert first == f"{HEAD}bug"
    assert rest[-2:] == ["    ValueError: one", r"    two\r\x1bthree"]
    assert all(line.startswith("    ") for line in rest)
