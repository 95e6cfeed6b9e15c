"""What of a configured value may be shown."""

import pytest

from app.shops.shown import Secret, shown, shown_url


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Europe/Moskva", "'Europe/Moskva'"),
        ("two\nlines\x1b", "'two\\nlines\\x1b'"),
        (True, "true"),
        (80, "80"),
        (["a", 1], "['a', 1]"),
        ({"a": {"b": False}}, "{a = {b = false}}"),
        (Secret.read("hunter2", written="'${PASSWORD}'"), "'${PASSWORD}'"),
        ([Secret.read("hunter2", written="'${PASSWORD}'")], "['${PASSWORD}']"),
        ("mysql://u:hunter2@h/d", "mysql://u:***@h/d"),
        ("x" * 1000, "'" + "x" * 199),
    ],
)
def test_a_value_is_shown_on_one_line_without_its_secrets(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("postgresql://u:hunter2@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:hunter2@h/d?password=hunter2", "postgresql://u:***@h/d?(hidden)"),
        ("postgresql://u:x@hunter2@h/d", "(hidden)"),
        ("hunter2", "(hidden)"),
        ("postgresql://u:hunter2@h:port/d", "(hidden)"),
        (Secret.read("mysql://u:hunter2@h/d", written="'${URL}'"), "'${URL}'"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, text: str) -> None:
    assert shown_url(url) == text
