"""A question asked at once: one statement for the rows of its only source and for the guard.

A statement sees one moment by itself, so no transaction is begun and ended around it: where the
database is far away, a quarter of the time.
"""

from collections.abc import Callable

from app.database.faults import in_source
from app.database.session import Session
from app.shops.shop import Shop
from app.statistics.batches import Batches
from app.statistics.bounds import Bounds, bounds
from app.statistics.guard import Guarding
from app.statistics.prepared import PreparedSource, PreparedSources
from app.statistics.question import Question
from app.statistics.small_days import SmallDays

Asking = Callable[[PreparedSource, Session, Bounds], Batches]


def ask_at_once(
    question: Question, prepared: PreparedSources, guard: Guarding, session: Session
) -> tuple[Batches | None, Asking]:
    """Return the batches of a question that needs one statement, or None and how to go on.

    One that was never asked needs more, one to several sources, one for a large day, and one whose
    source the guard does not trust at sight. Raises SourceUnavailable.
    """
    days = _small_days(question.shop, prepared)
    if days is None:
        return None, PreparedSource.sales_of
    dialect_name = session.dialect.name
    day = bounds(question.day, days.source.time_kind, dialect_name)
    known = guard.days(question, days.source, dialect_name)
    with in_source(days.source.name):
        batches, end = days.at_once(session, day, known)
    if batches is None:
        return None, PreparedSource.texts_of
    is_trusted = guard.trusts(question, days.source, end)
    return batches if is_trusted else None, PreparedSource.sales_of


def _small_days(shop: Shop, prepared: PreparedSources) -> SmallDays | None:
    if len(shop.sources) != 1:
        return None
    ready = prepared.ready(shop.name, shop.sources[0])
    return ready.days if ready and isinstance(ready.days, SmallDays) else None
