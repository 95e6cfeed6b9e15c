"""A question asked at once: one statement for the rows of its only source and for the guard.

Its session reads as of one moment, also within a statement, so no transaction is begun and ended
around it: from a database far away the answer is waited for once instead of four times.
"""

from collections.abc import Callable

from app.database.faults import in_source
from app.database.session import Session
from app.shops.shop import Shop
from app.statistics.batches import Batches
from app.statistics.bounds import Bounds, bounds
from app.statistics.guard import Watch
from app.statistics.prepared import PreparedSource, PreparedSources
from app.statistics.question import Question
from app.statistics.small_days import SmallDays, WithEnd

Asking = Callable[[PreparedSource, Session, Bounds], Batches]


def ask_at_once(
    question: Question, prepared: PreparedSources, watch: Watch, session: Session
) -> tuple[Batches | None, Asking]:
    """Return the batches of a question that needs one statement, or None and how to go on.

    One that was never asked needs more, one to several sources, one for a large day, and one whose
    source is not trusted at sight. Raises SourceUnavailable.
    """
    with_end = _with_end(question.shop, prepared)
    if with_end is None:
        return None, PreparedSource.sales_of
    source, dialect_name = with_end.source, session.dialect.name
    day = bounds(question.day, source.time_kind, dialect_name)
    with in_source(source.name):
        batches, end = with_end.ask(session, day, watch.span(source, dialect_name))
        is_trusted = watch.trusts(source, end, dialect_name)
    if batches is None:
        return None, PreparedSource.texts_of
    return batches if is_trusted else None, PreparedSource.sales_of


def _with_end(shop: Shop, prepared: PreparedSources) -> WithEnd | None:
    if len(shop.sources) != 1:
        return None
    ready = prepared.ready(shop.name, shop.sources[0])
    return ready.days.with_end if ready and isinstance(ready.days, SmallDays) else None
