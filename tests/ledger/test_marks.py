"""High-water marks in the ledger, and what one process knows of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from app.database.writing import LedgerUnavailable, reading, writing
from app.ledger.known_marks import REFRESH_SECONDS, KnownMarks
from app.ledger.marks import Mark, marks_of, reset, save

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MARK = Mark("north", "calls", newest=NOON, floor=NOON - 24 * HOUR)
HIGHER = replace(MARK, newest=NOON + HOUR, floor=NOON - 23 * HOUR)
NONE = Mark("north", "calls")
SHRUNK = replace(MARK, shrunk=True)


class Clock:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def store(ledger: Engine, *marks: Mark) -> None:
    with writing(ledger) as connection:
        save(connection, marks)


def forget(ledger: Engine) -> None:
    with writing(ledger) as connection:
        reset(connection, "north", "calls")


def stored(ledger: Engine) -> list[Mark]:
    with reading(ledger) as connection:
        return marks_of(connection, "north")


def test_marks_are_stored_by_shop_and_source(every_ledger: Engine) -> None:
    store(every_ledger, replace(MARK, source="store"), MARK, replace(MARK, shop="south"))
    assert stored(every_ledger) == [MARK, replace(MARK, source="store")]


def test_a_stored_mark_only_rises(every_ledger: Engine) -> None:
    store(every_ledger, MARK, HIGHER, replace(MARK, shrunk=True))
    assert stored(every_ledger) == [replace(HIGHER, shrunk=True)]


def test_who_saw_less_than_another_process_ends_no_doubt(every_ledger: Engine) -> None:
    store(every_ledger, replace(HIGHER, shrunk=True), MARK)
    assert stored(every_ledger) == [replace(HIGHER, shrunk=True)]


def test_a_source_that_reached_its_mark_again_is_no_longer_doubted(every_ledger: Engine) -> None:
    store(every_ledger, SHRUNK, MARK)
    assert stored(every_ledger) == [MARK]


def test_a_mark_from_before_a_reset_changes_nothing(every_ledger: Engine) -> None:
    store(every_ledger, MARK)
    forget(every_ledger)
    store(every_ledger, HIGHER)
    assert stored(every_ledger) == [Mark("north", "calls", resets=1)]


def test_a_reset_counts_before_anything_was_stored(ledger: Engine) -> None:
    forget(ledger)
    store(ledger, MARK)
    assert stored(ledger) == [Mark("north", "calls", resets=1)]


def test_a_process_knows_what_another_stored_after_a_while(ledger: Engine) -> None:
    clock = Clock()
    known = KnownMarks(ledger, lambda _: None, clock)
    first = known.get("north", "calls")
    store(ledger, MARK)
    soon = known.get("north", "calls")
    clock.seconds = REFRESH_SECONDS
    assert (first, soon, known.get("north", "calls")) == (NONE, NONE, MARK)


def test_a_reset_is_known_when_the_ledger_is_read_again(ledger: Engine) -> None:
    store(ledger, MARK)
    known = KnownMarks(ledger, lambda _: None)
    before = known.get("north", "calls")
    forget(ledger)
    assert (before, known.read_again("north", "calls")) == (
        MARK,
        Mark("north", "calls", resets=1),
    )


def test_what_is_not_stored_yet_is_not_unlearnt(ledger: Engine) -> None:
    store(ledger, MARK)
    known = KnownMarks(ledger, lambda _: None)
    known.get("north", "calls")
    known.put(MARK, HIGHER)
    assert known.read_again("north", "calls") == HIGHER


def test_a_mark_is_saved_when_it_is_new_rose_by_an_hour_or_shrank(ledger: Engine) -> None:
    saved: list[Mark] = []
    known = KnownMarks(ledger, saved.append)
    slightly_higher = replace(MARK, newest=NOON + HOUR / 2)
    shrunken = replace(HIGHER, shrunk=True)
    for mark in (NONE, MARK, slightly_higher, HIGHER, shrunken, shrunken, HIGHER):
        known.put(known.get("north", "calls"), mark)
    assert saved == [MARK, HIGHER, shrunken, HIGHER]


def test_a_doubt_whose_saving_got_lost_is_kept_and_saved_again(ledger: Engine) -> None:
    store(ledger, MARK)
    saved: list[Mark] = []
    known = KnownMarks(ledger, saved.append)
    known.put(known.get("north", "calls"), SHRUNK)
    known.put(known.read_again("north", "calls"), SHRUNK)
    assert known.read_again("north", "calls") == SHRUNK
    assert saved == [SHRUNK, SHRUNK]


def test_a_first_mark_whose_saving_got_lost_is_saved_again(ledger: Engine) -> None:
    saved: list[Mark] = []
    known = KnownMarks(ledger, saved.append)
    known.put(known.get("north", "calls"), MARK)
    known.put(known.read_again("north", "calls"), MARK)
    assert saved == [MARK, MARK]


def test_a_doubt_that_another_process_ended_is_ended(ledger: Engine) -> None:
    store(ledger, SHRUNK)
    known = KnownMarks(ledger, lambda _: None)
    before = known.get("north", "calls")
    store(ledger, HIGHER)
    assert (before, known.read_again("north", "calls")) == (SHRUNK, HIGHER)


def test_a_doubt_that_arose_in_another_thread_is_not_ended_by_an_older_look(ledger: Engine) -> None:
    store(ledger, MARK)
    known = KnownMarks(ledger, lambda _: None)
    judged = known.get("north", "calls")
    known.put(judged, SHRUNK)
    known.put(judged, HIGHER)
    assert known.get("north", "calls") == replace(HIGHER, shrunk=True)


def test_what_was_judged_before_a_reset_is_dropped(ledger: Engine) -> None:
    store(ledger, MARK)
    known = KnownMarks(ledger, lambda _: None)
    judged = known.get("north", "calls")
    forget(ledger)
    known.read_again("north", "calls")
    known.put(judged, SHRUNK)
    assert known.get("north", "calls") == replace(NONE, resets=1)


def test_a_ledger_that_fails_later_leaves_what_is_known(ledger: Engine) -> None:
    store(ledger, MARK)
    clock = Clock()
    known = KnownMarks(ledger, lambda _: None, clock)
    known.get("north", "calls")
    with writing(ledger) as connection:
        connection.execute(text("DROP TABLE marks"))
    clock.seconds = REFRESH_SECONDS
    assert known.get("north", "calls") == MARK


def test_without_any_knowledge_of_the_marks_there_is_doubt(ledger: Engine) -> None:
    with writing(ledger) as connection:
        connection.execute(text("DROP TABLE marks"))
    with pytest.raises(LedgerUnavailable):
        KnownMarks(ledger, lambda _: None).get("north", "calls")
