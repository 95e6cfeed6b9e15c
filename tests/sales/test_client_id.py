"""A client ID has the format its shop gave it."""

import re

import pytest

from app.sales.client_id import BadFormat, ClientIDFormat


@pytest.mark.parametrize(
    ("text", "client_id"),
    [
        ("999-999", "587-963"),
        ("A99-999", "B12-345"),
        ("A99-999", "b12-345"),
        ("9999", "0000"),
        ("9+", "84955879630"),
        ("AA*+-99", "XYz9-77"),
        ("***", "a1B"),
        ("GC.9+.9+", "GC.12.1700000000"),
        ("К-99", "К-12"),
        ("{99}", "{12}"),
        ("9+A+9", "12ab3"),
    ],
)
def test_an_id_in_canonical_spelling_matches(text: str, client_id: str) -> None:
    assert ClientIDFormat.parse(text).matches(client_id)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("999-999", "587963"),
        ("999-999", "587–963"),
        ("999-999", "587-963\n"),
        ("999-999", " 587-963"),
        ("999-999", "５８７-９６３"),
        ("999-999", "1587-963"),
        ("999-999", "٥٨٧-٩٦٣"),
        ("A99", "Ж12"),
        ("A99", "ſ12"),
        ("ID-99", "id-12"),
        ("9+", ""),
        (".99", "x12"),
    ],
)
def test_another_spelling_does_not_match(text: str, other: str) -> None:
    assert not ClientIDFormat.parse(text).matches(other)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("9" * 65, "over 64 characters"),
        ("+9", "the + at position 1"),
        ("9++", "the + at position 3"),
        ("99-+", "the + at position 4"),
        ("ID-", "no visitor's id"),
        ("99\x00", "control character"),
        ("9\u200b9", "control character"),
        ("9\u20289", "control character"),
        ("9\ud8009", "control character"),
        (" 99", "begins or ends with a space"),
        ("99  99", "two spaces in a row"),
        ("99\u00a0", "begins or ends with a space"),
        ("9+9", "where 9+ ends and 9 begins"),
        ("9+9+", "where 9+ ends and 9 begins"),
        ("*+A+", "where *+ ends and A begins"),
        ("A+*", "where A+ ends and * begins"),
        ("9+5", "where 9+ ends and 5 begins"),
        ("*+ID", "where *+ ends and I begins"),
    ],
)
def test_an_unusable_format_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(BadFormat, match=re.escape(fault)):
        ClientIDFormat.parse(text)


def test_a_refusal_names_the_cure() -> None:
    with pytest.raises(BadFormat) as refusal:
        ClientIDFormat.parse("")

    assert str(refusal.value) == (
        "the format is empty: "
        "write for example 999-999: 9 a digit, A a Latin letter, * either, + one or more"
    )


def test_a_format_is_written_as_it_was_read() -> None:
    assert str(ClientIDFormat.parse("AA*+-99")) == "AA*+-99"


def test_formats_of_the_same_text_are_equal() -> None:
    assert ClientIDFormat.parse("999-999") == ClientIDFormat.parse("999-999")
    assert ClientIDFormat.parse("999-999") != ClientIDFormat.parse("999_999")


@pytest.mark.parametrize(
    ("text", "example"),
    [("999-999", "587-963"), ("A99-999", "A58-796"), ("9+", "587"), ("AA*+-99", "ABK4M-58")],
)
def test_a_format_gives_an_example_of_itself(text: str, example: str) -> None:
    format = ClientIDFormat.parse(text)

    assert format.example == example
    assert format.matches(example)
