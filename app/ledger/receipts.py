"""Receipts kept by the key of their request: whoever sends it again gets the same one.

Every function works inside the caller's transaction.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from app.database.upsert import insert_new
from app.ledger.receipt_tables import receipts


@dataclass(frozen=True, slots=True)
class Request:
    """A request that has a key; the key is its account's own."""

    shop: str
    account: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given, whole."""

    status: int
    body: bytes


class OtherRequest(Exception):
    """The key was used before, for a request with other contents."""


def claim(connection: Connection, request: Request, at: datetime) -> Kept | None:
    """Return the answer to the same request before; None means that it is the first.

    Waits for a transaction in which the same request is being answered. Raises ``OtherRequest``.
    """
    row = {"shop": request.shop, "account": request.account, "key": request.key}
    insert_new(connection, receipts, [{**row, "digest": request.digest, "at": at}])
    columns = select(receipts.c.digest, receipts.c.status, receipts.c.body)
    known = connection.execute(columns.where(_of(request)).with_for_update()).one()
    if known.digest != request.digest:
        raise OtherRequest
    return None if known.status is None else Kept(known.status, known.body)


def keep(connection: Connection, request: Request, kept: Kept) -> None:
    """Keep the answer to a claimed request."""
    values = {"status": kept.status, "body": kept.body}
    connection.execute(update(receipts).where(_of(request)).values(values))


def forget(connection: Connection, before: datetime) -> None:
    """Delete the receipts of before that moment."""
    connection.execute(delete(receipts).where(receipts.c.at < before))


def _of(request: Request) -> ColumnElement[bool]:
    return and_(
        receipts.c.shop == request.shop,
        receipts.c.account == request.account,
        receipts.c.key == request.key,
    )
