"""A delivery over the API: entered with its receipt in one transaction, and told again by its key.

The key is that of draft-ietf-httpapi-idempotency-key-header-06 (24 February 2025), section 2. A
refusal is not kept: the mended request may have the same key.
"""

import json
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from app.database.retrying import write
from app.database.writing import LedgerUnavailable
from app.intake.handing_in import Batch, Handed, Mode
from app.intake.receipt import Line, Verdict, receipt
from app.ledger import receipts
from app.ledger.entry import Origin, Way
from app.ledger.receipts import Kept, Request
from app.shops.shop import Shop

KEPT_DAYS = 7

log = logging.getLogger("shopstat")


class Deliveries:
    """Takes deliveries into the ledger, and forgets receipts once a day."""

    def __init__(self, ledger: Engine, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._now = now
        self._forgot_on: date | None = None

    def take(
        self,
        shop: Shop,
        account: str,
        batch: Batch,
        mode: Mode,
        request: Request | None = None,
        way: Way = Way.API,
    ) -> Kept:
        """Enter the batch and return its receipt once it is committed.

        The same ``request`` again changes nothing and gets the receipt of before. Raises
        ``NotTaken``, ``OtherRequest``, ``LedgerUnavailable``.
        """
        now = self._now()
        handed = Handed(batch, shop, now)
        origin = origin_of(shop, account, now, way)

        def deliver(connection: Connection) -> Kept:
            before = receipts.claim(connection, request, now) if request else None
            if before is not None:
                return before
            kept = _kept(batch, handed.enter(connection, origin, mode))
            if request:
                receipts.keep(connection, request, kept)
            return kept

        kept = write(self._ledger, deliver)
        if request:
            self._forget(now)
        return kept

    def _forget(self, now: datetime) -> None:
        """Forget in a transaction of its own: nobody's delivery waits for it or fails with it."""
        if self._forgot_on != now.date():
            self._forgot_on = now.date()
            before = now - timedelta(days=KEPT_DAYS)
            try:
                write(self._ledger, lambda connection: receipts.forget(connection, before))
            except LedgerUnavailable as error:
                log.warning("event=receipts-not-forgotten fault=%r", str(error))


def origin_of(shop: Shop, account: str, at: datetime, way: Way = Way.API) -> Origin:
    """Return where the sales of an account come from: their ids are the account's own."""
    return Origin(shop.name, shop.time_zone, account, way, account, at)


def as_bytes(document: Any) -> bytes:
    """Write a document as strict JSON in one line."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _kept(batch: Batch, lines: list[Line]) -> Kept:
    is_new = batch.alone and lines[0].verdict is Verdict.ACCEPTED
    return Kept(201 if is_new else 200, as_bytes(receipt(lines)))
