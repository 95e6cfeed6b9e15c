"""New client IDs: in the shop's format, each once, and none that people would take for a blank."""

import pytest

from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask, masked
from app.sales.new_client_ids import NewClientIDs
from app.sales.unmask import Unmask

KEY = b"k" * 32


def new_ids(format: str) -> NewClientIDs:
    return NewClientIDs(Unmask(ClientIDFormat.parse(format), frozenset(Mask)))


def first(ids: NewClientIDs, most: int, number: int = 0) -> list[str]:
    return [client_id for _, client_id in ids.following(KEY, number, most)]


@pytest.mark.parametrize(
    ("format", "size"),
    [
        ("9", 10),
        ("999-999", 10**6),
        ("A99-999", 24 * 10**5),
        ("**", 34**2),
        ("9+", 10**8),
        ("9+.9+", 10**8),
        ("A+", 24**6),
        ("B9+", 10**8),
    ],
)
def test_a_format_has_so_many(format: str, size: int) -> None:
    assert new_ids(format).size == size


@pytest.mark.parametrize("format", ["999-999", "A99-999", "***-***", "9+", "9+.9+", "№ 9999", "AA"])
def test_each_is_read_again_under_every_mask(format: str) -> None:
    ids = new_ids(format)
    for _, client_id in ids.following(KEY, 0, 50):
        assert {ids.unmask(masked(client_id, mask)) for mask in Mask} == {client_id}


def test_every_id_comes_once_but_those_that_look_like_a_blank() -> None:
    given = first(new_ids("9-9"), 100)
    assert len(given) == 90
    assert set(given) == {f"{one}-{two}" for one in range(10) for two in range(10) if one != two}


def test_words_for_nothing_are_not_given() -> None:
    assert not {"NULL", "NONE"} & {*first(new_ids("NAAA"), 24**3)}
    assert "NUTS" in first(new_ids("NAAA"), 24**3)


def test_they_go_in_circles() -> None:
    ids = new_ids("99")
    assert first(ids, 5, number=100) == first(ids, 5)


def test_one_digit_is_no_filler() -> None:
    assert sorted(first(new_ids("9"), 10)) == [*"0123456789"]
