"""A replica is asked only when it holds what the answer promises."""

from datetime import timedelta

from app.database.faults import SourceFault, SourceUnavailable
from app.database.replay import Replay
from app.database.session import Session
from app.sales.day import Day
from app.statistics.question import Question


def require_replayed(question: Question, session: Session) -> None:
    """Raise SourceUnavailable where the shop's replica lags; ask it before the snapshot.

    A shop that does not say that its database is a replica is not asked. Whatever was replayed
    before this looks is in a snapshot that is taken after it.
    """
    grace = question.shop.replica_grace
    if grace is None:
        return
    reason = doubt(session.replay(), question.day, grace)
    if reason is not None:
        raise SourceUnavailable(SourceFault.BEHIND, reason)


def doubt(replay: Replay, day: Day, grace: timedelta) -> str | None:
    """Say why a replica cannot answer for a day; None where it can.

    It may be ``grace`` behind, since older days change too, but not where the day is over and its
    end is not here yet: that answer would be taken for complete.
    """
    if replay.until is None:
        return f"the replica: {lag(replay)}"
    if replay.now - replay.until > grace:
        return f"the replica is {lag(replay)}, {_span(grace)} are allowed"
    if replay.until < day.until <= replay.now:
        return f"the replica is {lag(replay)}: the end of {day.date} is not there yet"
    return None


def lag(replay: Replay) -> str:
    """Say how far a replica is behind at most, and why, as far as is known."""
    if replay.until is None:
        return replay.hint or "behind, and does not say how far"
    hint = f" ({replay.hint})" if replay.hint else ""
    return f"at most {_span(replay.now - replay.until)} behind{hint}"


def _span(time: timedelta) -> str:
    return str(timedelta(seconds=round(time.total_seconds())))
