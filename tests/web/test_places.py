"""No shop may hold all the threads of a process."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from app.database.faults import SourceFault, SourceUnavailable
from app.web.places import Places


def taken(places: Places, shop: str, times: int) -> ExitStack:
    with ExitStack() as stack:
        for _ in range(times):
            stack.enter_context(places.taken(shop))
        return stack.pop_all()


def assert_full(places: Places, shop: str) -> None:
    with pytest.raises(SourceUnavailable) as refused, places.taken(shop):
        pass
    assert refused.value.fault is SourceFault.BUSY


def test_a_shop_that_is_alone_leaves_one_thread_free() -> None:
    places = Places(["north"], threads=8)
    with taken(places, "north", 7):
        assert_full(places, "north")


def test_a_shop_among_others_leaves_a_quarter_of_the_threads_free() -> None:
    places = Places(["north", "south"], threads=8)
    with taken(places, "north", 6), taken(places, "south", 6):
        assert_full(places, "north")


@pytest.mark.parametrize("shops", [["north"], ["north", "south"]])
def test_a_process_of_one_thread_answers_all_the_same(shops: list[str]) -> None:
    with Places(shops, threads=1).taken("north"):
        pass


def test_a_place_is_waited_for_while_others_come_free() -> None:
    places = Places(["north"], threads=3, wait_seconds=60)
    with ThreadPoolExecutor(1) as other:
        with taken(places, "north", 2):
            waiting = other.submit(lambda: taken(places, "north", 1))
        waiting.result().close()


def test_a_place_is_free_again_after_an_error() -> None:
    places = Places(["north", "south"], threads=1)
    with pytest.raises(ZeroDivisionError), places.taken("north"):
        raise ZeroDivisionError
    with places.taken("north"):
        pass
