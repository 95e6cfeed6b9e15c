"""Totals per client: ordered and exact, in memory or beyond it."""

from collections.abc import Iterable, Sequence
from random import Random

import pytest

from app.database.driver import Row as Group
from app.statistics.batches import unread
from app.statistics.rows import collect
from app.statistics.totals import Totals
from tests.shops_made import a_shop

UNMASK = a_shop().unmask


def totalled(
    *sources: Iterable[Sequence[Group]], max_in_memory: int = 20_000
) -> list[tuple[str, int, int, int]]:
    with Totals(max_in_memory) as totals:
        for batches in sources:
            collect(unread(batches), UNMASK, totals)
        return list(totals)


def test_no_groups_are_no_rows() -> None:
    assert totalled([], [[]]) == []


def test_one_client_in_many_spellings_and_sources_is_one_row() -> None:
    calls: list[Group] = [(b"587-963", 1, 100, 10), ("id 587 963", 2, 50, 0), (None, 9, 9, 9)]
    store: list[Group] = [(b"587-963", -1, -100, -10), (b"111-222", 1, 1, 1)]
    assert totalled([calls], [store]) == [("111-222", 1, 1, 1), ("587-963", 2, 50, 0)]


def test_texts_in_any_order_are_given_back_in_order() -> None:
    groups: list[Group] = [(text, 1, 1, 0) for text in ("300-000", "100-000", "200-000", "100-000")]
    assert totalled([groups]) == [
        ("100-000", 2, 2, 0),
        ("200-000", 1, 1, 0),
        ("300-000", 1, 1, 0),
    ]


@pytest.mark.parametrize("max_in_memory", [0, 1, 7, 20_000])
def test_the_same_rows_come_from_memory_and_from_disk(max_in_memory: int) -> None:
    random = Random(7)
    groups: list[Group] = [
        (f"{random.randrange(50):03}-{random.randrange(4):03}", 1, random.randrange(-9, 99), 1)
        for _ in range(1_500)
    ]
    in_order = sorted(set(groups))
    expected: dict[str, tuple[int, int, int]] = {}
    for text, *numbers in (*groups, *in_order):
        before = expected.get(text, (0, 0, 0))
        expected[text] = (before[0] + numbers[0], before[1] + numbers[1], before[2] + numbers[2])
    halves = [groups[:700], groups[700:]]
    assert totalled(halves, [in_order], max_in_memory=max_in_memory) == [
        (text, *expected[text]) for text in sorted(expected)
    ]


def test_bytes_that_are_no_text_are_left_out() -> None:
    assert totalled([[(b"\xff\xfe", 1, 1, 1), (b"587-963", 1, 1, 1)]]) == [("587-963", 1, 1, 1)]
