"""Writing behind an answer: in order, bounded, counted when lost, finished at exit."""

import logging
import subprocess
import sys
import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, Engine

from app.ledger import background
from app.ledger.background import Background

AT_EXIT = """
import sys
from app.database.writing import open_writing
from app.ledger.background import Background
background = Background(open_writing(sys.argv[1]), lambda connection, entries: print(*entries))
background.add("one")
background.add("two")
"""


def test_what_comes_together_is_written_together_and_in_order(ledger: Engine) -> None:
    written: list[list[int]] = []
    queue = Background[int](ledger, lambda _, entries: written.append(list(entries)))
    for entry in range(5):
        queue.add(entry)
    queue.close()
    assert written == [[0, 1, 2, 3, 4]]


def test_what_finds_the_queue_full_is_lost_and_counted(
    ledger: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "MAX_WAITING", 2)
    written: list[int] = []
    queue = Background[int](ledger, lambda _, entries: written.extend(entries))
    with caplog.at_level(logging.WARNING, "shopstat"):
        for entry in range(5):
            queue.add(entry)
        queue.close()
    assert written == [0, 1]
    assert caplog.messages == ["event=ledger-not-written lost=3 fault='too many were waiting'"]


def test_a_bug_in_writing_loses_its_entries_and_nothing_else(
    ledger: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    written: list[str] = []

    def write(_: Connection, entries: Sequence[str]) -> None:
        if "bad" in entries:
            raise ValueError("bad")
        written.extend(entries)

    queue = Background[str](ledger, write)
    for entry in ("bad", "good"):
        queue.add(entry)
        queue.close()
    assert written == ["good"]
    assert caplog.messages == ["event=ledger-not-written lost=1"]


def test_a_machine_out_of_threads_delays_the_writing_only(
    ledger: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    written: list[int] = []
    queue = Background[int](ledger, lambda _, entries: written.extend(entries))
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_thread)
        queue.add(1)
    queue.add(2)
    queue.close()
    assert written == [1, 2]


def test_what_takes_too_long_at_the_end_is_counted(
    ledger: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "CLOSE_SECONDS", 0.01)
    begun, goes_on = threading.Event(), threading.Event()

    def write(_: Connection, entries: Sequence[int]) -> None:
        begun.set()
        goes_on.wait(10)

    monkeypatch.setattr(background, "GATHER_SECONDS", 0)
    queue = Background[int](ledger, write)
    queue.add(1)
    assert begun.wait(10)
    queue.add(2)
    queue.close()
    goes_on.set()
    assert caplog.messages == ["event=ledger-not-written lost=1 fault='the process ended first'"]


def test_a_process_writes_what_waits_before_it_ends(sqlite_url: str) -> None:
    ended = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", AT_EXIT, sqlite_url], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "one two\n"
