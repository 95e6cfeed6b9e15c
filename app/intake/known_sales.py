"""A sale that its sender knows by id: shown with its versions, and changed field by field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine

from app.database.retrying import write
from app.database.writing import reading
from app.intake.deliveries import origin_of
from app.intake.sale_documents import BadDocument, read_sale
from app.intake.sale_schema import STATES
from app.intake.strict_json import Number
from app.ledger.amending import amend
from app.ledger.day_groups import begin_changes
from app.ledger.entries import find_sale, versions_of
from app.ledger.entry import Entry
from app.sales.money import minor_units, write_amount
from app.sales.sale import MAX_ID_CHARACTERS, BadSale, Sale, State
from app.shops.shop import Shop

MOST_VERSIONS = 100

_FIXED = {
    "id": "cannot be changed: cancel this sale and send another",
    "version": "is raised by the change itself: take it out, or send the whole sale again",
    "changed_at": "is raised by the change itself: take it out, or send the whole sale again",
}
_STATE_WORDS = {state: word for word, state in STATES.items()}

Document = dict[str, Any]


class NoSuchSale(Exception):
    """The sender has no sale of this id in the shop."""


class KnownSales:
    """The sales of the ledger, for their senders."""

    def __init__(self, ledger: Engine, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._now = now

    def show(self, shop: Shop, account: str, id: str) -> Document:
        """Return the sale and what was known of it before; raises ``NoSuchSale``."""
        with reading(self._ledger) as connection:
            entry = _found(connection, shop, account, id)
            former = versions_of(connection, entry)[:MOST_VERSIONS]
        versions = [_document(version, shop) for version in former]
        return {**_document(entry, shop), "versions": versions}

    def change(self, shop: Shop, account: str, id: str, patch: Mapping[str, Any]) -> Document:
        """Change the fields that the patch names (RFC 7396) and return the sale as it is now.

        A patch that changes nothing makes no version. Raises ``NoSuchSale``, ``BadDocument``.
        """
        if fixed := {field: why for field, why in _FIXED.items() if field in patch}:
            raise BadDocument(fixed)
        now = self._now()
        origin = origin_of(shop, account, now)

        def work(connection: Connection) -> Entry:
            begin_changes(connection, shop.name, shop.time_zone)  # what is read here stays
            number = _found(connection, shop, account, id).number
            return amend(connection, origin, number, lambda sale: _changed(sale, patch, shop, now))

        try:
            return _document(write(self._ledger, work), shop)
        except BadSale as bad:  # no version is left above the last one
            raise BadDocument(bad.faults) from bad


def _found(connection: Connection, shop: Shop, account: str, id: str) -> Entry:
    if len(id) > MAX_ID_CHARACTERS or "\0" in id:
        raise NoSuchSale
    entry = find_sale(connection, shop.name, account, id)
    # MySQL ignores blanks at the end when it compares
    if entry is None or entry.sale.id != id:
        raise NoSuchSale
    return entry


def _changed(sale: Sale, patch: Mapping[str, Any], shop: Shop, now: datetime) -> Sale:
    """Read the sale as if it were sent with these changes; what it was matched to stays."""
    known = _said_of(sale)
    if "state" in patch and patch["state"] != known["state"]:
        del known["returned"]
    elif "returned" in patch and sale.state in (State.SOLD, State.RETURNED_IN_PART):
        del known["state"]
    changed = read_sale({**known, **patch}, shop, now).sale
    if "client_id" in patch:
        return changed
    return replace(changed, client_id=sale.client_id, client_text=sale.client_text)


def _said_of(sale: Sale) -> Document:
    """Return what a sender would say of the sale as it is known."""
    return {
        "id": sale.id,
        "channel": sale.channel.value,
        "client_id": sale.client_text or sale.client_id,
        "sold_at": sale.sold_at.isoformat(),
        "revenue": _amount(sale.revenue),
        "cost": None if sale.cost is None else _amount(sale.cost),
        "count": Number(str(sale.count)),
        "state": _STATE_WORDS[sale.state],
        "returned": _amount(sale.returned),
        "comment": sale.comment,
    }


def _document(entry: Entry, shop: Shop) -> Document:
    sale = entry.sale
    return {
        **_said_of(sale),
        "client_id": sale.client_id,
        "client_text": sale.client_text,
        "sold_at": sale.sold_at.astimezone(shop.time_zone).isoformat(),
        "currency": sale.currency,
        "count": sale.count,
        "version": max(0, sale.version),
        "entered_at": entry.entered_at.astimezone(shop.time_zone).isoformat(),
    }


def _amount(amount: Decimal) -> str:
    return write_amount(minor_units(amount))
