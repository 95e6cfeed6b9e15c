"""The log of pulls: who asked for which day, and what they were told.

Every function works inside the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select

from app.ledger.tables import pulls

ANSWERED = (200, 304)


@dataclass(frozen=True, slots=True)
class Pull:
    """One answer to a platform; ``revenue`` in minor units, ``problem`` the name of a refusal.

    ``day``, ``rows``, ``sales`` and ``revenue`` are None where the question was not answered.
    """

    at: datetime
    account: str
    shop: str
    platform: str
    status: int
    milliseconds: int
    day: date | None = None
    problem: str | None = None
    rows: int | None = None
    sales: int | None = None
    revenue: int | None = None


_COLUMNS = [pulls.c[field.name] for field in fields(Pull)]


def record(connection: Connection, recorded: Sequence[Pull]) -> None:
    """Write the pulls down, in their order."""
    connection.execute(insert(pulls), [asdict(pull) for pull in recorded])


def newest_first(
    connection: Connection, last: int, shop: str | None = None, account: str | None = None
) -> list[Pull]:
    """Return the last so many pulls, of one shop or account where one is named.

    Several processes write behind their answers, so what is written later may be of before.
    """
    chosen = {"shop": shop, "account": account}
    wanted = [pulls.c[name] == value for name, value in chosen.items() if value is not None]
    query = select(*_COLUMNS).where(*wanted).order_by(pulls.c.id.desc()).limit(last)
    found = [Pull(**row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda pull: pull.at, reverse=True)


def last_asked(connection: Connection, shop: str) -> datetime | None:
    """Return when the shop's statistics were last asked for."""
    asked = select(func.max(pulls.c.at)).where(pulls.c.shop == shop)
    return connection.execute(asked).scalar()


def last_answered(connection: Connection, shop: str) -> datetime | None:
    """Return when the shop's statistics were last given: status 200 or 304."""
    answers = select(pulls.c.at).where(pulls.c.shop == shop, pulls.c.status.in_(ANSWERED))
    return connection.execute(answers.order_by(pulls.c.at.desc()).limit(1)).scalar()


def forget(connection: Connection, before: datetime) -> None:
    """Delete the pulls of before that moment."""
    connection.execute(delete(pulls).where(pulls.c.at < before))
