"""The brake: who is refused waits, but never so many that nobody is left to answer the others."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import Engine

from app.accounts.brake import Brake
from app.accounts.limits import LoginLimits
from app.accounts.login import Login
from app.accounts.refusal import LoginRefused
from app.traffic.under_way import UnderWay

HELD_BACK = 2


def test_some_are_held_back_and_all_others_pass() -> None:
    let_go, held = Event(), [Event() for _ in range(HELD_BACK)]
    waiting = iter(held)

    def sleep(seconds: float) -> None:
        next(waiting).set()
        let_go.wait(60)

    brake = Brake(HELD_BACK, 1.0, lambda: True, sleep)
    with ThreadPoolExecutor(HELD_BACK) as guessers:
        slow = [guessers.submit(brake.hold) for _ in held]
        assert all(one.wait(60) for one in held)
        brake.hold()
        assert not any(one.done() for one in slow)
        let_go.set()


def test_a_place_is_free_again_after_a_while() -> None:
    waits: list[float] = []
    brake = Brake(1, 0.25, lambda: True, waits.append)
    brake.hold()
    brake.hold()
    assert waits == [0.25, 0.25]


def test_nobody_is_held_back_while_no_thread_is_left_for_others() -> None:
    waits: list[float] = []
    under_way = UnderWay(threads=3)
    brake = Brake(3, 0.25, under_way.leave_room, waits.append)
    under_way.begin()
    brake.hold()
    under_way.begin()
    brake.hold()
    under_way.end()
    brake.hold()
    assert waits == [0.25, 0.25]


def test_guesses_that_are_refused_are_held_back_and_no_others(
    ledger: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Brake] = []
    monkeypatch.setattr(Brake, "hold", lambda brake: held.append(brake))
    login = Login(ledger, limits=LoginLimits(failures_per_minute=2, held_back_at_once=1))
    assert [login.check("nobody", f"guess {n}") for n in range(2)] == [None, None]
    assert held == []
    with pytest.raises(LoginRefused):
        login.check("nobody", "another guess")
    assert len(held) == 1
