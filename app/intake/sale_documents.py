"""What a program says of a sale becomes a sale, or every reason why it does not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError

from app.intake.sale_schema import STATES, SaleSchema
from app.sales.channel import Channel
from app.sales.client_id import ClientID
from app.sales.excerpt import excerpt
from app.sales.sale import BadSale, Sale, State
from app.sales.unmask import Unreadable
from app.shops.shop import Shop

MAX_FAULTS = 20
_FUTURE = timedelta(hours=24)
_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PLAIN_NAME = re.compile(r"\w{1,40}")
_SCHEMA = SaleSchema()
_ASKED_FOR = {"client_text": "client_id"}

Faults = dict[str, str]


class BadDocument(ValueError):
    """A document that is no sale of this shop; ``faults`` says of each field why, and the cure."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Read:
    """A sale that may be entered, and why no client ID was read from what was written."""

    sale: Sale
    unmatched: Unreadable | None = None


def read_sale(document: Any, shop: Shop, now: datetime) -> Read:
    """Return the sale that a document tells of; raises ``BadDocument`` with its faults."""
    said = _said(document)
    faults = dict(_door_faults(said, shop, now))
    found = shop.unmask(said.get("client_id"))
    client_id = None if isinstance(found, Unreadable) else found
    sale = _sale(said, shop, client_id, faults)
    return Read(sale, found if isinstance(found, Unreadable) else None)


def _said(document: Any) -> dict[str, Any]:
    try:
        return dict(_SCHEMA.load(document))
    except ValidationError as error:
        raise BadDocument(_told(error.messages_dict)) from error


def _told(messages: Mapping[str, Any]) -> Faults:
    """Name the first faults; what a sender made up is quoted, never repeated whole."""
    named = sorted(messages.items())[:MAX_FAULTS]
    return {_name(field): " ".join(why) for field, why in named}


def _name(field: str) -> str:
    if field == "_schema":
        return ""
    return field if _PLAIN_NAME.fullmatch(field) else excerpt(field)


def _door_faults(said: Mapping[str, Any], shop: Shop, now: datetime) -> Iterator[tuple[str, str]]:
    sold_at = _aware(said["sold_at"], shop.time_zone)
    if sold_at > now + _FUTURE:
        yield "sold_at", "lies more than 24 hours ahead: correct the time, its zone or the clock"
    if said.get("currency", shop.currency) != shop.currency:
        yield "currency", f"this shop keeps {shop.currency}: convert the amounts, or leave it out"
    if "version" in said and "changed_at" in said:
        yield "changed_at", "is the version already: leave one of the two out"


def _sale(said: Mapping[str, Any], shop: Shop, client_id: ClientID | None, faults: Faults) -> Sale:
    try:
        sale = Sale(
            id=said["id"],
            channel=Channel(said["channel"]),
            client_id=client_id,
            client_text=said.get("client_id"),
            sold_at=_aware(said["sold_at"], shop.time_zone),
            revenue=said["revenue"],
            cost=said.get("cost"),
            currency=shop.currency,
            count=said.get("count", 1),
            state=_state(said),
            returned=said.get("returned", Decimal(0)),
            comment=said.get("comment", ""),
            version=_version(said, shop.time_zone),
        )
    except BadSale as bad:
        asked = {_ASKED_FOR.get(field, field): fault for field, fault in bad.faults.items()}
        raise BadDocument(asked | faults) from bad
    if faults:
        raise BadDocument(faults)
    return sale


def _state(said: Mapping[str, Any]) -> State:
    """Return the state that is said, or that follows from what came back."""
    if "state" in said:
        return STATES[said["state"]]
    return State.RETURNED_IN_PART if said.get("returned") else State.SOLD


def _version(said: Mapping[str, Any], zone: ZoneInfo) -> int:
    """Return the version; a time is told in microseconds, so that a later one is higher."""
    if "changed_at" not in said:
        return int(said.get("version", 0))
    return max(0, (_aware(said["changed_at"], zone) - _SINCE) // _MICROSECOND)


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
