"""The log of pulls as the server keeps it: written behind the answers, for a number of days."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, Engine

from app.ledger import pulls
from app.ledger.background import Background
from app.ledger.pulls import Pull


class PullLog:
    """Records pulls without delaying an answer, and forgets those older than ``keep_days``."""

    def __init__(self, ledger: Engine, keep_days: int) -> None:
        self._kept = timedelta(days=keep_days)
        self._forgot_on: date | None = None
        self._background = Background(ledger, self._write)

    def add(self, pull: Pull) -> None:
        """Leave a pull to be recorded; returns at once, and never raises."""
        self._background.add(pull)

    def close(self) -> None:
        """Record what is waiting."""
        self._background.close()

    def _write(self, connection: Connection, recorded: Sequence[Pull]) -> None:
        pulls.record(connection, recorded)
        latest = recorded[-1].at
        if self._forgot_on != latest.date():
            pulls.forget(connection, latest - self._kept)
            self._forgot_on = latest.date()
