"""No shop may hold all the threads of a process that serves others too."""

from contextlib import ExitStack

import pytest

from app.database.faults import SourceFault, SourceUnavailable
from app.web.places import Places


def taken(places: Places, shop: str, times: int) -> ExitStack:
    with ExitStack() as stack:
        for _ in range(times):
            stack.enter_context(places.taken(shop))
        return stack.pop_all()


def test_a_shop_that_is_alone_may_hold_every_thread() -> None:
    with taken(Places(["north"], threads=8), "north", 8):
        pass


def test_a_shop_among_others_leaves_a_quarter_of_the_threads_free() -> None:
    places = Places(["north", "south"], threads=8)
    with taken(places, "north", 6), taken(places, "south", 6):
        with pytest.raises(SourceUnavailable) as refused, places.taken("north"):
            pass
        assert refused.value.fault is SourceFault.BUSY


def test_a_place_is_free_again_after_an_error() -> None:
    places = Places(["north", "south"], threads=1)
    with pytest.raises(ZeroDivisionError), places.taken("north"):
        raise ZeroDivisionError
    with places.taken("north"):
        pass
