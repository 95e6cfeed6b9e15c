"""No text that an operator, a program or a guest of the database writes takes long to read."""

import time
from itertools import product

import pytest

from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask
from app.sales.unmask import MAX_TEXT_CHARACTERS, Unmask

MOST_SECONDS = 0.05  # of the processor, not of the clock on the wall
PIECES = [
    *("5", "587", "587-", "5-", "-", "- ", " 5", "(5", "5)", "５", "1 500 ", "22.11.", "2026-"),
    *("+7 (495) ", "8 (", "тел. +7", "арт. 10250-", "корзина № ", "id ", "№", "руб ", ","),
    *("@", "a@b.", "A", "B1", "z-", "\u00a0", "e\u0301"),
]


@pytest.mark.parametrize(
    "format", ["999-999", "9+", "9+-9+", "9+ 9+", "A+-9+", "*+", "A9-*+", "*9*9*9"]
)
def test_the_longest_texts_of_repeated_pieces_are_read_in_no_time(format: str) -> None:
    unmask = Unmask(ClientIDFormat.parse(format), frozenset(Mask))
    slow = {}
    for pair in product(PIECES, PIECES):
        text = ("".join(pair) * MAX_TEXT_CHARACTERS)[: MAX_TEXT_CHARACTERS - 1] + "!"
        seconds = min(_seconds(unmask, text) for _ in range(2))
        if seconds > MOST_SECONDS:
            slow[pair] = seconds
    assert slow == {}


def _seconds(unmask: Unmask, text: str) -> float:
    begun = time.thread_time()
    unmask(text)
    return time.thread_time() - begun
