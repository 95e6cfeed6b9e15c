"""Events in a sliding window, and what is kept of them."""

from app.traffic.window import Window
from tests.accounts.clock import Clock


def happening(window: Window, clock: Clock, *moments: float, key: str = "demo") -> None:
    for clock.seconds in moments:
        window.record(key)


def test_nothing_has_to_wait_before_it_came_often_enough() -> None:
    clock = Clock()
    window = Window(3, clock)
    happening(window, clock, 1000, 1001)
    assert (window.wait_seconds("demo"), window.wait_seconds("other")) == (0, 0)


def test_the_wait_ends_when_the_oldest_event_leaves_the_window() -> None:
    clock = Clock()
    window = Window(3, clock)
    happening(window, clock, 1000, 1010, 1020)
    waits = []
    for clock.seconds in (1020, 1059, 1060, 1100):
        waits.append(window.wait_seconds("demo"))
    assert waits == [40, 1, 0, 0]


def test_the_window_slides() -> None:
    clock = Clock()
    window = Window(2, clock)
    happening(window, clock, 1000, 1050, 1065)
    assert window.wait_seconds("demo") == 45


def test_what_is_past_is_forgotten() -> None:
    clock = Clock()
    window = Window(2, clock)
    happening(window, clock, 1000, key="old")
    happening(window, clock, 1061, key="new")
    assert list(window._moments) == ["new"]


def test_the_key_that_came_longest_ago_makes_room() -> None:
    clock = Clock()
    window = Window(1, clock, size=2)
    for key in ("first", "second", "first", "third"):
        window.record(key)
    waits = [window.wait_seconds(key) for key in ("first", "second", "third")]
    assert waits == [60, 0, 60]


def test_a_key_keeps_no_more_events_than_count() -> None:
    clock = Clock()
    window = Window(2, clock)
    happening(window, clock, *range(1000, 1050))
    assert list(window._moments["demo"]) == [1048, 1049]
