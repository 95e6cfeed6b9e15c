"""The throttle: who has to wait after failures, and how long."""

import pytest

from app.accounts.refusal import LoginRefused, Refusal
from app.accounts.throttle import Throttle
from tests.accounts.clock import Clock


def waits(throttle: Throttle, place: str, name: str) -> int:
    """Seconds that the throttle tells, 0 when it admits."""
    try:
        throttle.admit(place, name)
    except LoginRefused as refused:
        assert refused.refusal is Refusal.TOO_MANY
        return refused.retry_after_seconds
    return 0


def test_a_name_is_refused_from_where_it_failed_and_nowhere_else() -> None:
    throttle = Throttle(2, Clock())
    for _ in range(2):
        throttle.record("192.0.2.1", "demo")
    asked = [("192.0.2.1", "demo"), ("192.0.2.1", "other"), ("192.0.2.2", "demo")]
    assert [waits(throttle, *each) for each in asked] == [60, 0, 0]


def test_a_place_that_tries_many_names_is_refused_for_all_of_them() -> None:
    throttle = Throttle(2, Clock())
    for number in range(20):
        assert waits(throttle, "192.0.2.1", f"user{number}") == 0
        throttle.record("192.0.2.1", f"user{number}")
    asked = [("192.0.2.1", "demo"), ("192.0.2.2", "demo")]
    assert [waits(throttle, *each) for each in asked] == [60, 0]


@pytest.mark.parametrize(("seconds", "told"), [(1000.0, 60), (1059.2, 1), (1060.0, 0)])
def test_the_wait_is_told_in_whole_seconds_rounded_up(seconds: float, told: int) -> None:
    clock = Clock()
    throttle = Throttle(1, clock)
    throttle.record("192.0.2.1", "demo")
    clock.seconds = seconds
    assert waits(throttle, "192.0.2.1", "demo") == told
