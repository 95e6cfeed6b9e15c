"""A read-only session on a shop's database while it is lent: its questions, and their deadline."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect

from app.database.deadline import Deadline
from app.database.driver import Column, Driver, Limits, Plan, Row
from app.database.faults import SourceFault, SourceUnavailable
from app.database.replay import Replay
from app.database.statement import Statement

GRACE_SECONDS = 1

# SQLSTATE of a statement, or a session, that a standby sacrificed to go on replaying (PostgreSQL
# documentation, 27.4.2 "Handling Query Conflicts").
_SACRIFICED = "40001"
# Any other fault may lie in the session: cut off, or begun with rights and settings of before.
_OF_THE_SOURCE = {SourceFault.DATA, SourceFault.SHRUNK, SourceFault.BEHIND}


class Session:
    """A read-only session while it is lent, for ``query_timeout_seconds`` in all.

    The server ends a statement at that deadline itself; ours comes ``GRACE_SECONDS`` later.
    """

    def __init__(self, connection: Any, driver: Driver, dialect: Dialect, limits: Limits) -> None:
        self.dialect = dialect
        self._connection = connection
        self._driver = driver
        self._query_seconds = limits.query_timeout_seconds
        self._until = time.monotonic() + limits.query_timeout_seconds + GRACE_SECONDS
        self._is_half_way = False
        self.was_sacrificed = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all statements of the block see one moment; raises SourceUnavailable.

        Tables of MySQL that are not InnoDB's are seen as they are at each statement.
        """
        with self._guarded():
            self._driver.begin(self._connection)
        try:
            yield
        except SourceUnavailable as error:
            if self.survives(error):
                self._end()
            raise
        self._end()

    def survives(self, error: SourceUnavailable) -> bool:
        """Tell whether the session is as good as before, whatever is wrong with the source."""
        return error.fault in _OF_THE_SOURCE and not self._is_half_way

    def fetch(self, statement: Statement, **values: Any) -> Iterator[Sequence[Row]]:
        """Yield rows in batches; raises SourceUnavailable, also between batches."""
        parameters = statement.parameters(**values)
        seconds = min(self._query_seconds, self._seconds_left())
        with self._guarded():
            yield from self._noted(
                self._driver.fetch(self._connection, statement.text, parameters, seconds)
            )

    def rows(self, statement: Statement, **values: Any) -> list[Row]:
        """Return the rows of a statement that has few; raises SourceUnavailable."""
        return [row for batch in self.fetch(statement, **values) for row in batch]

    def require_time(self) -> None:
        """Raise SourceUnavailable when the time for the whole question is over."""
        if self._seconds_left() <= 0:
            raise SourceUnavailable(SourceFault.DEADLINE, "the time for the whole question is over")

    def describe(self, statement: Statement, **values: Any) -> list[Column]:
        """Return the columns of a statement's result; raises SourceUnavailable."""
        parameters = statement.parameters(**values)
        with self._guarded():
            return self._driver.describe(self._connection, statement.text, parameters)

    def plan(self, statement: Statement, **values: Any) -> Plan:
        """Return how a statement would be run; raises SourceUnavailable."""
        parameters = statement.parameters(**values)
        with self._guarded():
            return self._driver.plan(self._connection, statement.text, parameters)

    def may_write(self) -> bool:
        """Tell whether the login could change the shop's tables; raises SourceUnavailable."""
        with self._guarded():
            return self._driver.may_write(self._connection)

    def replay(self) -> Replay:
        """Tell how far the database, as a replica, is; ask outside of a snapshot, before it.

        Raises SourceUnavailable.
        """
        with self._guarded():
            return self._driver.replay(self._connection)

    def _noted(self, batches: Iterator[Sequence[Row]]) -> Iterator[Sequence[Row]]:
        """Remember while rows have come and their end has not."""
        for rows in batches:
            self._is_half_way = True
            yield rows
        self._is_half_way = False

    def _end(self) -> None:
        with self._guarded():
            self._driver.end(self._connection)

    def _seconds_left(self) -> float:
        return self._until - time.monotonic()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        self.require_time()
        deadline = Deadline(self._seconds_left(), lambda: self._driver.abort(self._connection))
        try:
            with deadline:
                yield
        except GeneratorExit:
            raise
        except Exception as error:
            self.was_sacrificed = getattr(error, "sqlstate", None) == _SACRIFICED
            fault = SourceFault.DEADLINE if deadline.passed else self._driver.fault_of(error)
            raise SourceUnavailable(fault, str(error)) from error
