"""The high-water guard: a source that lost its newest sales is doubted, and not answered from."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.database.driver import Row
from app.database.faults import SourceFault, SourceUnavailable, in_source
from app.database.session import Session
from app.database.statement import Statement
from app.ledger.known_marks import KnownMarks
from app.ledger.marks import Mark, latest
from app.sales.day import Day
from app.shops.source import Source, TableSource
from app.statistics.bounds import Bounds, bounds
from app.statistics.high_water import bar, raised, reaches, shrunk_reason
from app.statistics.presence import (
    Seen,
    day_of,
    days_up_to,
    has_sales,
    presence_statement,
    read_end,
    see_table,
)
from app.statistics.question import Question

log = logging.getLogger("shopstat")

_BEGINNING = datetime(1971, 1, 1, tzinfo=UTC)


class Watch(Protocol):
    """A doubter of one question, called before anything of it is read."""

    def check(self, source: Source, session: Session) -> None:
        """Look at a source right after its rows; raise SourceUnavailable in doubt."""
        ...

    def span(self, source: TableSource, dialect_name: str) -> Bounds:
        """Return where the end of a table is to be seen, in one statement with its rows."""
        ...

    def trusts(self, source: TableSource, end: Row, dialect_name: str) -> bool:
        """Tell whether that end leaves no doubt; ``check`` is to decide where it does.

        Raises SourceUnavailable where it is not of the source's kind of time.
        """
        ...


class Guarding(Protocol):
    """Whoever doubts sources that look wrong."""

    def watch(self, question: Question) -> Watch:
        """Begin to watch, before anything of a question is read."""
        ...


class Unguarded:
    """Doubts nothing."""

    def watch(self, question: Question) -> Watch:
        """Watch nothing."""
        return _Unwatched(question)


class _Unwatched:
    def __init__(self, question: Question) -> None:
        self._day = question.day

    def check(self, source: Source, session: Session) -> None:
        """Look at nothing."""

    def span(self, source: TableSource, dialect_name: str) -> Bounds:
        """Return the day itself."""
        return bounds(self._day, source.time_kind, dialect_name)

    def trusts(self, source: TableSource, end: Row, dialect_name: str) -> bool:
        """Tell yes."""
        return True


class Guard:
    """Compares the end of every source with the highest it was seen to reach.

    Sales may be corrected, cancelled and deleted: a source is shrunk when its newest sale lies more
    than ``slack`` before the one once seen, and before the last twenty seen then; or when it is
    empty. It is whole again when its newest sale is back, or the owner has its mark reset.
    """

    def __init__(self, marks: KnownMarks, slack: timedelta, now: Callable[[], datetime]) -> None:
        self._marks = marks
        self._slack = slack
        self._now = now
        self._statements: dict[tuple[str, str], Statement] = {}

    def watch(self, question: Question) -> Watch:
        """Take the marks as they are now: what becomes of one while rows are read is kept.

        Raises ``LedgerUnavailable`` while no mark could ever be read.
        """
        shop = question.shop
        before = {each.name: self._marks.get(shop.name, each.name) for each in shop.sources}
        return _Watched(question, before, self._marks, self._slack, self._now, self._statement)

    def _statement(self, shop: str, source: Source, session: Session) -> Statement:
        key = shop, source.name
        if key not in self._statements:
            self._statements[key] = presence_statement(source, session.dialect)
        return self._statements[key]


@dataclass(frozen=True, slots=True)
class _Watched:
    question: Question
    before: Mapping[str, Mark]
    marks: KnownMarks
    slack: timedelta
    now: Callable[[], datetime]
    statement: Callable[[str, Source, Session], Statement]

    def check(self, source: Source, session: Session) -> None:
        """Raise SourceUnavailable where a source has shrunk; ask it after its rows.

        In the snapshot of the rows nothing can be emptied or refilled between the two; without one
        that order notices a table that is emptied while it is read. Costs each source one query of
        a few index entries.
        """
        with in_source(source.name):
            self._check(source, session)

    def span(self, source: TableSource, dialect_name: str) -> Bounds:
        """Return all days up to today."""
        return days_up_to(self._today(self.before[source.name]), source, dialect_name)

    def trusts(self, source: TableSource, end: Row, dialect_name: str) -> bool:
        """Tell whether a table with this end is whole, and raise its mark."""
        seen = read_end(end, source, self._zone, dialect_name)
        return self._is_whole(self.before[source.name], seen)

    def _check(self, source: Source, session: Session) -> None:
        mark = self.before[source.name]
        seen = self._see(source, mark, session)
        if not reaches(mark, seen.newest):
            mark = self.marks.read_again(self.question.shop.name, source.name)
            seen = self._see(source, mark, session)
        if self._is_whole(mark, seen):
            return
        if not mark.shrunk:
            log.error("event=source-shrunk shop=%s source=%s", mark.shop, mark.source)
        self.marks.put(mark, replace(mark, shrunk=True))
        raise SourceUnavailable(SourceFault.SHRUNK, shrunk_reason(mark, seen))

    def _is_whole(self, mark: Mark, seen: Seen) -> bool:
        is_whole = reaches(mark, seen.newest)
        if is_whole:
            self.marks.put(mark, raised(mark, seen, self.slack))
        return is_whole

    def _see(self, source: Source, mark: Mark, session: Session) -> Seen:
        statement = self.statement(mark.shop, source, session)
        today = self._today(mark)
        if isinstance(source, TableSource):
            return see_table(source, statement, today, session)

        def has_sales_within(first: Day, last: Day) -> bool:
            return has_sales(source, statement, first, last, session)

        return self._see_days(today, mark, has_sales_within)

    def _see_days(
        self, today: Day, mark: Mark, has_sales_within: Callable[[Day, Day], bool]
    ) -> Seen:
        """Look for sales on the asked day, if it is the newest yet, else from the bar on.

        A SELECT tells no moments, so its mark moves by whole days, those that were asked for.
        """
        asked = self.question.day
        is_newest = (mark.newest or _BEGINNING) < asked.since <= self.now()
        if is_newest and has_sales_within(asked, asked):
            return Seen(asked.since, mark.newest)
        low = bar(mark)
        if low is None or has_sales_within(day_of(low, asked.zone), today):
            return Seen(mark.newest, mark.floor)
        return Seen(None, None)

    def _today(self, mark: Mark) -> Day:
        """Return the present day, or the mark's while the clock is behind it."""
        return day_of(latest(self.now(), mark.newest) or self.now(), self._zone)

    @property
    def _zone(self) -> ZoneInfo:
        return self.question.shop.time_zone
