"""Turns at hashing: how many at once, and how long one waits."""

import pytest

from app.accounts.refusal import LoginRefused, Refusal
from app.accounts.turns import Turns


def test_as_many_as_are_allowed_have_a_turn_at_once() -> None:
    turns = Turns(2, wait_seconds=0.01)
    with turns.taken(), turns.taken(), pytest.raises(LoginRefused) as refused, turns.taken():
        pass
    assert (refused.value.refusal, refused.value.retry_after_seconds) == (Refusal.BUSY, 2)


def test_a_turn_comes_free_even_after_an_error() -> None:
    turns = Turns(1, wait_seconds=0.01)
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError
    with turns.taken():
        pass
