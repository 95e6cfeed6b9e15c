"""Failures in a sliding window, and what is kept of them."""

from app.accounts.failures import Failures
from tests.accounts.clock import Clock


def failing(failures: Failures, clock: Clock, *moments: float, key: str = "demo") -> None:
    for clock.seconds in moments:
        failures.record(key)


def test_nothing_has_to_wait_before_it_failed_often_enough() -> None:
    clock = Clock()
    failures = Failures(3, clock)
    failing(failures, clock, 1000, 1001)
    assert (failures.wait_seconds("demo"), failures.wait_seconds("other")) == (0, 0)


def test_the_wait_ends_when_the_oldest_failure_leaves_the_window() -> None:
    clock = Clock()
    failures = Failures(3, clock)
    failing(failures, clock, 1000, 1010, 1020)
    waits = []
    for clock.seconds in (1020, 1059, 1060, 1100):
        waits.append(failures.wait_seconds("demo"))
    assert waits == [40, 1, 0, 0]


def test_the_window_slides() -> None:
    clock = Clock()
    failures = Failures(2, clock)
    failing(failures, clock, 1000, 1050, 1065)
    assert failures.wait_seconds("demo") == 45


def test_what_is_past_is_forgotten() -> None:
    clock = Clock()
    failures = Failures(2, clock)
    failing(failures, clock, 1000, key="old")
    failing(failures, clock, 1061, key="new")
    assert list(failures._moments) == ["new"]


def test_the_key_that_failed_longest_ago_makes_room() -> None:
    clock = Clock()
    failures = Failures(1, clock, size=2)
    for key in ("first", "second", "first", "third"):
        failures.record(key)
    waits = [failures.wait_seconds(key) for key in ("first", "second", "third")]
    assert waits == [60, 0, 60]


def test_a_key_keeps_no_more_failures_than_count() -> None:
    clock = Clock()
    failures = Failures(2, clock)
    failing(failures, clock, *range(1000, 1050))
    assert list(failures._moments["demo"]) == [1048, 1049]
