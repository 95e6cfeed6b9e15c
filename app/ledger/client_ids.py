"""The client IDs of a site's visitors: each goes to one visitor, and to another only long after.

Every function works inside the caller's transaction.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from app.ledger.client_id_tables import client_id_counters, client_ids
from app.sales.client_id import ClientID
from app.sales.first_page import FirstPage
from app.sales.supply import Supply

# Only an earlier format of the shop leaves IDs in the way; so many in a row are passed over.
PASSED_OVER_AT_MOST = 64


class UsedUp(Exception):
    """Every client ID of the shop's format belongs to a visitor."""


class EnoughToday(Exception):
    """The shop's site got as many client IDs as it may have in a day."""


@dataclass(frozen=True, slots=True)
class _Counter:
    shuffle_key: bytes
    next_number: int
    given_today: int


def give(connection: Connection, supply: Supply, page: FirstPage, at: datetime) -> ClientID:
    """Return an ID that no visitor has, theirs from now on; raises ``UsedUp``, ``EnoughToday``.

    The counter's row is locked until the transaction ends, so whoever comes next gets another.
    """
    counter = _counter(connection, supply, at)
    if counter.given_today >= supply.per_day:
        raise EnoughToday
    number, client_id = _next_free(connection, supply, counter, at)
    mine = (client_ids.c.shop == supply.shop) & (client_ids.c.client_id == client_id)
    connection.execute(delete(client_ids).where(mine))
    connection.execute(
        insert(client_ids).values(
            shop=supply.shop, client_id=client_id, given_at=at, **page.as_columns()
        )
    )
    connection.execute(
        update(client_id_counters)
        .where(*_of(supply))
        .values(next_number=number + 1, day=_day(at), given_that_day=counter.given_today + 1)
    )
    return client_id


def in_use(connection: Connection, supply: Supply, at: datetime) -> int:
    """Return how many client IDs belong to a visitor now."""
    held = select(func.count()).where(client_ids.c.shop == supply.shop, _held(supply, at))
    return connection.execute(held).scalar_one()


def _counter(connection: Connection, supply: Supply, at: datetime) -> _Counter:
    """Return the counter of the shop's format, locked; it begins with a key of its own."""
    locked = select(client_id_counters).where(*_of(supply)).with_for_update()
    stored = connection.execute(locked).first()
    if stored is None:
        _begin(connection, supply, at)
        stored = connection.execute(locked).one()
    given_today = stored.given_that_day if stored.day == _day(at) else 0
    return _Counter(stored.shuffle_key, stored.next_number, given_today)


def _begin(connection: Connection, supply: Supply, at: datetime) -> None:
    # two visitors may be the first at once
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(
            insert(client_id_counters).values(
                shop=supply.shop,
                format=supply.format,
                shuffle_key=secrets.token_bytes(32),
                next_number=0,
                day=_day(at),
                given_that_day=0,
            )
        )


def _next_free(
    connection: Connection, supply: Supply, counter: _Counter, at: datetime
) -> tuple[int, ClientID]:
    ahead = list(
        supply.ids.following(counter.shuffle_key, counter.next_number, PASSED_OVER_AT_MOST)
    )
    held = _held_of(connection, supply, [client_id for _, client_id in ahead], at)
    for number, client_id in ahead:
        if client_id not in held:
            return number, client_id
    raise UsedUp


def _held_of(
    connection: Connection, supply: Supply, wanted: Iterable[ClientID], at: datetime
) -> set[str]:
    query = select(client_ids.c.client_id).where(
        client_ids.c.shop == supply.shop, client_ids.c.client_id.in_(wanted), _held(supply, at)
    )
    return set(connection.execute(query).scalars())


def _held(supply: Supply, at: datetime) -> ColumnElement[bool]:
    if supply.recycled_after is None:
        return true()
    return client_ids.c.given_at > at - supply.recycled_after


def _of(supply: Supply) -> tuple[ColumnElement[bool], ...]:
    return (
        client_id_counters.c.shop == supply.shop,
        client_id_counters.c.format == supply.format,
    )


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
