"""A shuffle gives each number a place of its own, and only its key knows which."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.shuffle import Shuffle


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 16, 17, 999, 4096, 10_000])
def test_every_number_has_a_place_of_its_own(size: int) -> None:
    shuffle = Shuffle(size, b"key")
    assert sorted(shuffle(number) for number in range(size)) == list(range(size))


@given(st.integers(1, 62**64), st.data())
def test_a_range_of_any_size_stays_in_its_bounds(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    assert 0 <= Shuffle(size, b"key")(number) < size


def test_another_key_gives_another_order_and_the_same_key_the_same() -> None:
    one, again, other = (Shuffle(10**6, key) for key in (b"one", b"one", b"other"))
    orders = [[shuffle(number) for number in range(20)] for shuffle in (one, again, other)]
    assert orders[0] == orders[1] != orders[2]


def test_neighbours_do_not_stay_together() -> None:
    shuffle = Shuffle(10**6, b"key")
    places = [shuffle(number) for number in range(1000)]
    near = sum(abs(one - other) < 1000 for one, other in pairwise(places))
    assert near < 20  # two in a thousand by chance


def test_its_key_is_in_no_repr() -> None:
    assert "secret" not in repr(Shuffle(10, b"secret"))
