"""Statistics as the server gives them, for commands: a shrunken source is doubted here too."""

from datetime import timedelta

from app.accounts.login import utc_now
from app.database.reading import Readers
from app.database.writing import open_writing
from app.ledger.known_marks import KnownMarks
from app.ledger.marks import Mark
from app.ledger.schema import require_current
from app.statistics.guard import Guard
from app.statistics.recorded import Recorded
from app.statistics.statistics import Statistics
from config.settings import Settings


def guarded_statistics(settings: Settings) -> Statistics:
    """Return statistics that know the server's marks and raise none of them.

    Raises ``LedgerOutdated`` or ``LedgerUnavailable``.
    """
    ledger = open_writing(settings.ledger_url)
    require_current(ledger)
    marks = KnownMarks(ledger, _leave_unstored)
    guard = Guard(marks, timedelta(hours=settings.guard_slack_hours), utc_now)
    recorded = Recorded(ledger, settings.query_timeout_seconds)
    return Statistics(Readers(settings.limits), guard, recorded)


def _leave_unstored(mark: Mark) -> None:
    """A command only looks."""
