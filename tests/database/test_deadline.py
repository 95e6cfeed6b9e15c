"""A deadline on our side: it breaks a wait that is too long, and nothing that ended in time."""

import os
import threading
import time
from typing import NoReturn

import pytest

from app.database.deadline import Deadline


def test_a_block_that_outlasts_it_is_broken_from_another_thread() -> None:
    broken = threading.Event()
    with Deadline(0.05, broken.set) as deadline:
        assert broken.wait(5)
    assert deadline.passed


def test_a_block_that_ends_in_time_is_never_broken() -> None:
    broken = threading.Event()
    with Deadline(0.05, broken.set) as deadline:
        pass
    assert not broken.wait(0.2)
    assert not deadline.passed


def test_a_block_that_fails_in_time_is_never_broken() -> None:
    broken = threading.Event()
    with pytest.raises(LookupError), Deadline(0.05, broken.set):
        raise LookupError
    assert not broken.wait(0.2)


def test_the_block_does_not_end_while_it_is_being_broken() -> None:
    begun, broken = threading.Event(), threading.Event()

    def break_slowly() -> None:
        begun.set()
        time.sleep(0.1)
        broken.set()

    with Deadline(0.01, break_slowly):
        begun.wait(5)
    assert broken.is_set()


def test_what_cannot_be_broken_is_still_past_its_deadline() -> None:
    tried = threading.Event()

    def fail() -> None:
        tried.set()
        raise OSError("already closed")

    with Deadline(0.01, fail) as deadline:
        tried.wait(5)
    assert deadline.passed


def test_all_deadlines_share_one_thread() -> None:
    with Deadline(60, lambda: None):
        before = threading.active_count()
        with Deadline(60, lambda: None), Deadline(50, lambda: None):
            assert threading.active_count() == before


def test_a_nearer_deadline_overtakes_a_far_one() -> None:
    broken = threading.Event()
    with Deadline(60, lambda: None) as far, Deadline(0.05, broken.set) as near:
        assert broken.wait(5)
    assert near.passed
    assert not far.passed


def test_a_forked_process_keeps_its_own_deadlines() -> None:
    with Deadline(60, lambda: None):
        child = os.fork()
        if child == 0:
            _end_with(0 if _breaks_in_time() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _breaks_in_time() -> bool:
    broken = threading.Event()
    with Deadline(0.05, broken.set):
        return broken.wait(5)


def _end_with(status: int) -> NoReturn:
    """Leave a forked child at once: the tests that follow are its parent's."""
    os._exit(status)
