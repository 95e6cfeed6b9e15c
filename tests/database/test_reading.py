"""The pool of sessions: bounded, retried once when idle ones were cut, thrown away in doubt."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest

from app.database import reading
from app.database.driver import Limits, Parameters, Row
from app.database.faults import SourceFault, SourceUnavailable, UnknownDatabase
from app.database.reading import Reader, Readers
from app.database.session import Session
from app.database.statement import Statement

LIMITS = Limits(pool_wait_seconds=0.05, query_timeout_seconds=0, pool_size=2)
ANYTHING = Statement("anything", {}, ())


@dataclass
class Line:
    """A connection to the made-up database."""

    number: int
    cut: bool = False
    stale: bool = False
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@dataclass
class MadeUp:
    """A database that does what a test says; it remembers its lines."""

    lines: list[Line] = field(default_factory=list)
    down: bool = False
    answer: Callable[[Line], Iterator[Sequence[Row]]] = lambda line: iter([[(line.number,)]])

    def connect(self, url: object, limits: Limits) -> Line:
        if self.down:
            raise ConnectionError("refused")
        self.lines.append(Line(len(self.lines)))
        return self.lines[-1]

    def fetch(
        self, connection: Line, statement: str, parameters: Parameters, seconds: float
    ) -> Iterator[Sequence[Row]]:
        if connection.cut or self.down:
            raise ConnectionError("cut off")
        yield from self.answer(connection)

    def abort(self, connection: Line) -> None:
        connection.cut = True

    def is_stale(self, connection: Line) -> bool:
        return connection.stale

    def fault_of(self, error: Exception) -> SourceFault:
        known = isinstance(error, ConnectionError)
        return SourceFault.UNREACHABLE if known else SourceFault.SCHEMA


@dataclass
class Clock:
    """A monotonic clock that the test moves."""

    seconds: float = 0.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def database() -> MadeUp:
    return MadeUp()


@pytest.fixture
def reader(database: MadeUp, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setattr(reading, "driver_for", lambda url: database)
    return Reader("sqlite://", LIMITS)


def asked(session: Session) -> list[Row]:
    return [row for batch in session.fetch(ANYTHING) for row in batch]


def fault(reader: Reader, work: Callable[[Session], Any] = asked) -> SourceUnavailable:
    with pytest.raises(SourceUnavailable) as caught:
        reader.read(work)
    return caught.value


def test_nothing_is_connected_before_the_first_question(reader: Reader, database: MadeUp) -> None:
    assert database.lines == []


def test_a_session_is_used_again(reader: Reader) -> None:
    assert [reader.read(asked), reader.read(asked)] == [[(0,)], [(0,)]]


def test_idle_sessions_that_were_cut_off_are_replaced_unnoticed(
    reader: Reader, database: MadeUp
) -> None:
    reader.read(asked)
    database.lines[0].cut = True
    assert reader.read(asked) == [(1,)]
    assert database.lines[0].closed


def test_all_idle_sessions_are_dropped_when_one_was_cut_off(
    reader: Reader, database: MadeUp
) -> None:
    reader.read(lambda session: reader.read(asked))
    database.lines[0].cut = database.lines[1].cut = True
    assert [reader.read(asked), reader.read(asked)] == [[(2,)], [(2,)]]
    assert [line.closed for line in database.lines] == [True, True, False]


def test_the_work_is_done_again_once_and_not_more(reader: Reader, database: MadeUp) -> None:
    tries: list[int] = []

    def failing(session: Session) -> None:
        tries.append(1)
        raise SourceUnavailable(SourceFault.UNREACHABLE, "cut off")

    reader.read(asked)
    assert str(fault(reader, failing)) == "source-unreachable: cut off"
    assert len(tries) == 2


def test_a_new_session_that_is_cut_off_is_not_tried_again(reader: Reader) -> None:
    tries: list[int] = []

    def failing(session: Session) -> None:
        tries.append(1)
        raise SourceUnavailable(SourceFault.UNREACHABLE, "cut off")

    fault(reader, failing)
    assert len(tries) == 1


@pytest.mark.parametrize("kind", [kind for kind in SourceFault if kind != "source-unreachable"])
def test_no_other_fault_is_tried_again(reader: Reader, kind: SourceFault) -> None:
    tries: list[int] = []

    def failing(session: Session) -> None:
        tries.append(1)
        raise SourceUnavailable(kind, "no")

    reader.read(asked)
    assert fault(reader, failing).fault is kind
    assert len(tries) == 1


def test_a_connection_that_fails_half_way_is_a_fault_and_thrown_away(
    reader: Reader, database: MadeUp
) -> None:
    def half(line: Line) -> Iterator[Sequence[Row]]:
        yield [(line.number,)]
        raise LookupError("half way")

    database.answer = half
    assert str(fault(reader)) == "source-schema: half way"
    assert database.lines[0].closed


@pytest.mark.parametrize("kind", [SourceFault.DATA, SourceFault.SHRUNK])
def test_a_session_survives_a_doubt_about_the_source(
    reader: Reader, database: MadeUp, kind: SourceFault
) -> None:
    def doubt(session: Session) -> None:
        asked(session)
        raise SourceUnavailable(kind, "no")

    fault(reader, doubt)
    assert reader.read(asked) == [(0,)]
    assert not database.lines[0].closed


def test_a_session_whose_rows_were_left_half_way_is_thrown_away(
    reader: Reader, database: MadeUp
) -> None:
    def leave(session: Session) -> None:
        next(session.fetch(ANYTHING))
        raise SourceUnavailable(SourceFault.DATA, "enough")

    database.answer = lambda line: iter([[(1,)], [(2,)]])
    fault(reader, leave)
    assert database.lines[0].closed


def test_all_statements_of_one_question_share_its_deadline(
    reader: Reader, database: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def fetch(
        connection: Line, statement: str, parameters: Parameters, seconds: float
    ) -> Iterator[Sequence[Row]]:
        given.append(seconds)
        clock.seconds += 6
        yield []

    clock = Clock()
    monkeypatch.setattr("app.database.session.time", clock)
    monkeypatch.setattr(database, "fetch", fetch)
    reader._limits = Limits(query_timeout_seconds=10)
    error = fault(reader, lambda session: [asked(session) for _ in range(3)])
    assert str(error) == "source-deadline: the time for the whole question is over"
    assert given == [10, 5]


def test_a_bug_of_ours_passes_through_and_costs_the_session(
    reader: Reader, database: MadeUp
) -> None:
    with pytest.raises(ZeroDivisionError):
        reader.read(lambda session: 1 // 0)
    assert database.lines[0].closed
    assert reader.read(asked) == [(1,)]


def test_a_session_past_its_deadline_is_told_so_and_not_tried_again(
    reader: Reader, database: MadeUp
) -> None:
    reader.read(asked)

    def silent(line: Line) -> Iterator[Sequence[Row]]:
        yield []
        while not line.cut:
            Event().wait(0.01)
        raise ConnectionError("cut off")

    database.answer = silent
    assert fault(reader).fault is SourceFault.DEADLINE
    assert len(database.lines) == 1


def test_a_database_that_is_down_is_unreachable_and_back_without_a_restart(
    reader: Reader, database: MadeUp
) -> None:
    reader.read(asked)
    database.down = True
    assert str(fault(reader)) == "source-unreachable: refused"
    database.down = False
    assert reader.read(asked) == [(1,)]


def test_stale_sessions_are_never_used(reader: Reader, database: MadeUp) -> None:
    reader.read(lambda session: reader.read(asked))
    for line in database.lines:
        line.stale = True
    assert reader.read(lambda session: [reader.read(asked), asked(session)]) == [[(3,)], [(2,)]]


def test_sessions_in_use_when_all_are_forgotten_are_closed_when_they_come_back(
    reader: Reader, database: MadeUp
) -> None:
    reader.read(lambda session: reader.forget_sessions())
    assert [line.closed for line in database.lines] == [True]


def test_a_session_that_fails_after_all_were_forgotten_is_closed_once(
    reader: Reader, database: MadeUp
) -> None:
    def failing(session: Session) -> None:
        reader.forget_sessions()
        raise SourceUnavailable(SourceFault.SCHEMA, "no")

    fault(reader, failing)
    assert database.lines[0].closed


def test_who_finds_every_session_in_use_waits_a_while_and_is_told_so(reader: Reader) -> None:
    all_lent, done = Event(), Event()

    def hold(session: Session) -> None:
        all_lent.set()
        done.wait(5)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(reader.read, hold)
        pool.submit(reader.read, hold)
        all_lent.wait(5)
        while reader._pool.checkedout() < 2:
            Event().wait(0.001)
        error = fault(reader)
        done.set()
    assert str(error) == "source-busy: every session is in use"


def test_a_database_has_one_reader_for_all_its_shops() -> None:
    readers = Readers(LIMITS)
    assert readers.reader("sqlite:///a.db") is readers.reader("sqlite:///a.db")
    assert readers.reader("sqlite:///a.db") is not readers.reader("sqlite:///b.db")


def test_a_database_that_is_not_served_has_no_reader() -> None:
    with pytest.raises(UnknownDatabase):
        Readers(LIMITS).reader("oracle+oracledb://host/shop")


def test_closing_the_readers_closes_their_idle_sessions(
    database: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "driver_for", lambda url: database)
    readers = Readers(LIMITS)
    readers.reader("sqlite://").read(asked)
    readers.close()
    assert database.lines[0].closed
