"""Batches: texts that are no client IDs as they stand are found, whatever stands beside them."""

from collections.abc import Sequence

import pytest

from app.sales.client_id import ClientIDFormat
from app.sales.unmask import Unmask
from app.statistics.batches import decoded, other_texts
from tests.shops_made import a_shop

UNMASK = a_shop().unmask


def found(texts: Sequence[str | None], unmask: Unmask = UNMASK) -> list[str | None]:
    others = other_texts(texts, unmask.canonical_lines)
    return [text for place, text in enumerate(texts) if place not in others]


@pytest.mark.parametrize(
    "others",
    [
        [],
        [""],
        ["587 963", "позвонит"],
        ["587-963\n", "\n", "100-000\n200-000"],
        ["\r", "587-963\r", "\u2028587-963"],
    ],
)
def test_client_ids_are_found_around_any_other_texts(others: list[str]) -> None:
    texts = ["111-222", *others, "587-963", "600-000", *others, *others, "999-999"]
    assert found(texts) == ["111-222", "587-963", "600-000", "999-999"]


def test_a_text_of_several_lines_is_no_client_id() -> None:
    assert found(["587-963\n600-000"]) == found(["587-963\n"]) == found(["\n587-963"]) == []


def test_a_word_for_nothing_is_no_client_id_though_it_fits_the_format() -> None:
    letters = Unmask(ClientIDFormat.parse("AAAA"), frozenset())
    assert found(["NULL", "none", "nonE", "abcd", "nullx", "null"], letters) == ["abcd"]


def test_the_places_of_the_others_are_told_in_their_order() -> None:
    texts = [None, "111-222", "?", "", "587-963", "6", "a\nb", None]
    assert other_texts(texts, UNMASK.canonical_lines) == [0, 2, 3, 5, 6, 7]


def test_no_texts_have_no_others_among_them() -> None:
    assert other_texts([], UNMASK.canonical_lines) == []


@pytest.mark.parametrize("other", [None, "587-963", b"\xff", b"587-963\n", b"", b"\xd0\xb0"])
def test_bytes_become_the_text_that_they_spell(other: bytes | str | None) -> None:
    read = other.decode("utf-8", "replace") if isinstance(other, bytes) else other
    assert decoded([b"111-222", other, "б".encode()]) == ["111-222", read, "б"]
