"""Work that several ask for at once is done once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.traffic.single_flight import SingleFlight

ASKERS = 6


class Key:
    """A key, equal to every other, that tells when a flight is looked up by it."""

    def __init__(self, looked_up: threading.Semaphore) -> None:
        self._looked_up = looked_up

    def __hash__(self) -> int:
        self._looked_up.release()
        return 1

    def __eq__(self, other: object) -> bool:
        return True


def asked_at_once(work: Callable[[], int]) -> list[int | str]:
    """Ask from several threads; the work ends only when the last of them has asked."""
    flights, looked_up = SingleFlight[int](), threading.Semaphore(0)

    def when_all_asked() -> int:
        for _ in range(2 * ASKERS):
            assert looked_up.acquire(timeout=10)
        return work()

    def ask(_: int) -> int | str:
        try:
            return flights.run(Key(looked_up), when_all_asked)
        except ZeroDivisionError as error:
            return str(error)

    with ThreadPoolExecutor(ASKERS) as pool:
        return list(pool.map(ask, range(ASKERS)))


def test_work_asked_for_at_once_is_done_once_for_all() -> None:
    done: list[int] = []

    def work() -> int:
        done.append(7)
        return 7

    assert asked_at_once(work) == [7] * ASKERS
    assert done == [7]


def test_all_get_the_error_of_the_work() -> None:
    assert asked_at_once(lambda: 1 // 0) == ["integer division or modulo by zero"] * ASKERS


def test_work_is_done_again_for_the_next_who_asks() -> None:
    flights, results = SingleFlight[int](), iter([1, 2])
    assert [flights.run("key", lambda: next(results)) for _ in range(2)] == [1, 2]


def test_an_error_is_not_kept() -> None:
    flights = SingleFlight[int]()
    with pytest.raises(ZeroDivisionError):
        flights.run("key", lambda: 1 // 0)
    assert flights.run("key", lambda: 5) == 5


def test_other_work_does_not_wait() -> None:
    flights = SingleFlight[int]()
    assert flights.run("one", lambda: flights.run("other", lambda: 5)) == 5
