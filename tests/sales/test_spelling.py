"""The same client ID is typed, pasted and separated in many ways."""

import pytest

from app.sales.client_id import ClientIDFormat
from app.sales.spelling import Spelling, plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("‐‑‒–—―−﹣－", "-" * 9),
        ("a\u00a0\u2009 \tb", "a b"),
        ("a\r\nb\u2028c", "a\n\nb\nc"),
        ("\ufeffa\u200bb\u00ad\u202a", "ab"),
        ("Ａｂ９＃：＋", "Ab9#:+"),
        ("½²Ⅳﬁ①ІЖ№٣", "½²Ⅳﬁ①ІЖ№٣"),
    ],
)
def test_signs_become_plain_and_nothing_else_changes(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize("text", ["587-96", "587/963", "x587-963", "587  963", ""])
def test_a_text_that_is_no_client_id_has_no_canonical_spelling(text: str) -> None:
    spelling = Spelling.of(ClientIDFormat.parse("999-999"))

    assert spelling.read(text) is None
    with pytest.raises(ValueError, match="not a client ID"):
        spelling.canonical(text)


def test_an_id_of_varying_length_needs_its_separators() -> None:
    assert Spelling.of(ClientIDFormat.parse("9+-9+")).read("587963") is None
