"""A deadline on our side: it breaks a wait that is too long, and nothing that ended in time."""

import os
import threading
from typing import NoReturn

import pytest

from app.database.deadline import Deadline

PATIENCE_SECONDS = 30
SOON_SECONDS = 1  # longer than any machine takes to end an empty block


def wait_until_past(seconds: float) -> None:
    """Wait for a deadline that is set now: those set before it for as long come first."""
    past = threading.Event()
    with Deadline(seconds, past.set):
        assert past.wait(PATIENCE_SECONDS)


def test_a_block_that_outlasts_it_is_broken_from_another_thread() -> None:
    broken = threading.Event()
    with Deadline(0.05, broken.set) as deadline:
        assert broken.wait(PATIENCE_SECONDS)
    assert deadline.passed


def test_a_block_that_ends_in_time_is_never_broken() -> None:
    broken = threading.Event()
    with Deadline(SOON_SECONDS, broken.set) as deadline:
        pass
    wait_until_past(SOON_SECONDS)
    assert not broken.is_set()
    assert not deadline.passed


def test_a_block_that_fails_in_time_is_never_broken() -> None:
    broken = threading.Event()
    with pytest.raises(LookupError), Deadline(SOON_SECONDS, broken.set):
        raise LookupError
    wait_until_past(SOON_SECONDS)
    assert not broken.is_set()


def test_the_block_does_not_end_while_it_is_being_broken() -> None:
    breaking, go_on, left = threading.Event(), threading.Event(), threading.Event()

    def break_slowly() -> None:
        breaking.set()
        assert go_on.wait(PATIENCE_SECONDS)

    def leave() -> None:
        with Deadline(0.01, break_slowly):
            breaking.wait(PATIENCE_SECONDS)
        left.set()

    leaving = threading.Thread(target=leave)
    leaving.start()
    assert breaking.wait(PATIENCE_SECONDS)
    assert not left.wait(0.1)
    go_on.set()
    assert left.wait(PATIENCE_SECONDS)
    leaving.join()


def test_what_cannot_be_broken_is_still_past_its_deadline() -> None:
    tried = threading.Event()

    def fail() -> None:
        tried.set()
        raise OSError("already closed")

    with Deadline(0.01, fail) as deadline:
        assert tried.wait(PATIENCE_SECONDS)
    assert deadline.passed


def test_all_deadlines_share_one_thread() -> None:
    with Deadline(60, lambda: None):
        before = threading.active_count()
        with Deadline(60, lambda: None), Deadline(50, lambda: None):
            assert threading.active_count() == before


def test_a_nearer_deadline_overtakes_a_far_one() -> None:
    broken = threading.Event()
    with Deadline(600, lambda: None) as far, Deadline(0.05, broken.set) as near:
        assert broken.wait(PATIENCE_SECONDS)
    assert near.passed
    assert not far.passed


def test_one_whose_block_ended_hides_none_behind_it() -> None:
    broken = threading.Event()
    with Deadline(0.01, lambda: None) as kept:
        pass
    with Deadline(0.05, broken.set):
        assert broken.wait(PATIENCE_SECONDS)
    assert not kept.passed


def test_a_forked_process_keeps_its_own_deadlines() -> None:
    with Deadline(60, lambda: None):
        child = os.fork()
        if child == 0:
            _end_with(0 if _breaks_in_time() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _breaks_in_time() -> bool:
    broken = threading.Event()
    with Deadline(0.05, broken.set):
        return broken.wait(PATIENCE_SECONDS)


def _end_with(status: int) -> NoReturn:
    """Leave a forked child at once: the tests that follow are its parent's."""
    os._exit(status)
