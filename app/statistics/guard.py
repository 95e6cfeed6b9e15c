"""The high-water guard: a source that lost its newest sales is doubted, and not answered from."""

import logging
from collections.abc import Callable
from dataclasses import replace
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


class Guarding(Protocol):
    """Whoever doubts a source that looks wrong."""

    def check(self, question: Question, session: Session) -> None:
        """Look at the sources right after their rows; raise SourceUnavailable in doubt."""
        ...

    def days(self, question: Question, source: TableSource, dialect_name: str) -> Bounds:
        """Return the days in which the end of a table is to be seen together with its rows."""
        ...

    def trusts(self, question: Question, source: TableSource, end: Row) -> bool:
        """Tell whether that end leaves no doubt; ``check`` is to decide where it does."""
        ...


class Unguarded:
    """Doubts nothing."""

    def check(self, question: Question, session: Session) -> None:
        """Look at nothing."""

    def days(self, question: Question, source: TableSource, dialect_name: str) -> Bounds:
        """Return the day itself."""
        return bounds(question.day, source.time_kind, dialect_name)

    def trusts(self, question: Question, source: TableSource, end: Row) -> bool:
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

    def check(self, question: Question, session: Session) -> None:
        """Raise SourceUnavailable where a source of the shop has shrunk; ask it after its rows.

        In the snapshot of the rows nothing can be emptied or refilled between the two; without one
        that order notices a table that is emptied while it is read. Costs each source one query of
        a few index entries. Raises ``LedgerUnavailable`` while no mark could ever be read.
        """
        for source in question.shop.sources:
            with in_source(source.name):
                self._check(question, source, session)

    def days(self, question: Question, source: TableSource, dialect_name: str) -> Bounds:
        """Return all days up to today, for a statement that asks for rows and end at once."""
        shop = question.shop
        today = self._today(shop.time_zone, self._marks.get(shop.name, source.name))
        return days_up_to(today, source, dialect_name)

    def trusts(self, question: Question, source: TableSource, end: Row) -> bool:
        """Tell whether a table with this end is whole, and raise its mark."""
        mark = self._marks.get(question.shop.name, source.name)
        seen = read_end(end, source, question.shop.time_zone)
        is_whole = reaches(mark, seen.newest)
        if is_whole:
            self._marks.put(mark, raised(mark, seen, self._slack))
        return is_whole

    def _check(self, question: Question, source: Source, session: Session) -> None:
        shop = question.shop.name
        mark = self._marks.get(shop, source.name)
        seen = self._see(question, source, mark, session)
        if not reaches(mark, seen.newest):
            mark = self._marks.read_again(shop, source.name)
            seen = self._see(question, source, mark, session)
        if reaches(mark, seen.newest):
            self._marks.put(mark, raised(mark, seen, self._slack))
            return
        if not mark.shrunk:
            log.error("event=source-shrunk shop=%s source=%s", shop, source.name)
        self._marks.put(mark, replace(mark, shrunk=True))
        raise SourceUnavailable(SourceFault.SHRUNK, shrunk_reason(mark, seen))

    def _see(self, question: Question, source: Source, mark: Mark, session: Session) -> Seen:
        statement = self._statement(question.shop.name, source, session)
        today = self._today(question.shop.time_zone, mark)
        if isinstance(source, TableSource):
            return see_table(source, statement, today, session)

        def has_sales_within(first: Day, last: Day) -> bool:
            return has_sales(source, statement, first, last, session)

        return self._see_days(question.day, today, mark, has_sales_within)

    def _see_days(
        self, asked: Day, today: Day, mark: Mark, has_sales_within: Callable[[Day, Day], bool]
    ) -> Seen:
        """Look for sales on the asked day, if it is the newest yet, else from the bar on.

        A SELECT tells no moments, so its mark moves by whole days, those that were asked for.
        """
        is_newest = (mark.newest or _BEGINNING) < asked.since <= self._now()
        if is_newest and has_sales_within(asked, asked):
            return Seen(asked.since, mark.newest)
        low = bar(mark)
        if low is None or has_sales_within(day_of(low, asked.zone), today):
            return Seen(mark.newest, mark.floor)
        return Seen(None, None)

    def _statement(self, shop: str, source: Source, session: Session) -> Statement:
        key = shop, source.name
        if key not in self._statements:
            self._statements[key] = presence_statement(source, session.dialect)
        return self._statements[key]

    def _today(self, zone: ZoneInfo, mark: Mark) -> Day:
        """Return the present day, or the mark's while the clock is behind it."""
        return day_of(latest(self._now(), mark.newest) or self._now(), zone)
