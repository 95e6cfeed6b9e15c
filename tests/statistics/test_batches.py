"""Batches: client IDs that stand as they are found in runs, whatever the texts beside them hold."""

from collections.abc import Sequence

import pytest

from app.database.driver import Row as Group
from app.sales.client_id import ClientIDFormat
from app.sales.unmask import Unmask
from app.statistics.batches import decoded, runs
from tests.shops_made import a_shop

UNMASK = a_shop().unmask


def found(texts: Sequence[str], unmask: Unmask = UNMASK) -> list[str]:
    return [text for run in runs(texts, unmask.canonical_lines) for text in texts[run]]


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


def test_the_one_between_two_runs_belongs_to_neither() -> None:
    texts = ["111-222", "?", "?", "587-963"]
    spans = [(run.start, run.stop) for run in runs(texts, UNMASK.canonical_lines)]
    assert spans == [(0, 1), (2, 2), (3, 4)]


@pytest.mark.parametrize("other", [None, "587-963", b"\xff", b"587-963\n", b"", b"\xd0\xb0"])
def test_bytes_become_the_text_that_they_spell(other: bytes | str | None) -> None:
    batch: list[Group] = [(b"111-222", 1, 2, 3), (other, 4, 5, 6), ("б".encode(), 7, 8, 9)]
    read = other.decode("utf-8", "replace") if isinstance(other, bytes) else other
    assert decoded(batch) == [("111-222", 1, 2, 3), (read, 4, 5, 6), ("б", 7, 8, 9)]
