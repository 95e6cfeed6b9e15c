"""The form of a sale: what was typed becomes a sale, or every reason why it does not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import uuid4

from app.intake.faults import BadValue
from app.intake.moments import read_moment
from app.intake.money import read_money
from app.sales.channel import Channel
from app.sales.sale import BadSale, Sale, State
from app.sales.unmask import Unreadable
from app.shops.shop import Shop
from app.web.desk.language import text as _
from app.web.desk.verdict import why_not
from app.web.desk.written import typed_amount

FIELDS = ("entry", "client", "channel", "revenue", "cost", "time", "comment", "unmatched")
MENDED = (*FIELDS, "state", "returned", "version")
TIME = "%Y-%m-%dT%H:%M:%S"

_ENTRY = re.compile(r"[0-9a-f]{32}")
_PLACE = {"client_id": "client", "client_text": "client", "sold_at": "time"}

Typed = dict[str, str]
Changes = dict[str, Any]  # of the fields of a sale
Value = TypeVar("Value")


class Refused(Exception):
    """A form that cannot be taken; ``faults`` says of each field what is wrong and the cure."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def blank(channel: str) -> Typed:
    """Return an empty form of a sale that is not entered yet."""
    return {**dict.fromkeys(FIELDS, ""), "entry": uuid4().hex, "channel": channel}


def typed_in(form: Mapping[str, str], fields: tuple[str, ...] = FIELDS) -> Typed:
    """Return what was typed, without blanks around it."""
    return {name: form.get(name, "").strip() for name in fields}


def typed_of(sale: Sale, shop: Shop) -> Typed:
    """Return the form as it would have been typed for a sale that is known."""
    local = sale.sold_at.astimezone(shop.time_zone)
    return {
        "entry": "",
        "client": sale.client_text or sale.client_id or "",
        "channel": sale.channel,
        "revenue": typed_amount(sale.revenue),
        "cost": typed_amount(sale.cost),
        "time": local.strftime(TIME),
        "comment": sale.comment,
        "unmatched": "",
        "state": sale.state,
        "returned": typed_amount(sale.returned) if sale.returned else "",
        "version": str(sale.version),
    }


def new_sale(typed: Typed, shop: Shop, now: datetime) -> Sale:
    """Return the sale of a form; without a time it was made now. Raises ``Refused``."""
    reading = _Reading(typed, shop, now)
    known = {**reading.client(), **reading.amounts(), "sold_at": reading.moment()}
    known["channel"] = reading.one_of(Channel, "channel")
    return reading.finished(
        lambda: Sale(
            id=typed["entry"] if _ENTRY.fullmatch(typed["entry"]) else uuid4().hex,
            currency=shop.currency,
            comment=typed["comment"],
            **known,
        )
    )


def mended(sale: Sale, typed: Typed, shop: Shop, now: datetime) -> Sale:
    """Return the sale as the form corrects it; what was left as it stood is kept to the second.

    Raises ``Refused``.
    """
    stood = typed_of(sale, shop)
    reading = _Reading(typed, shop, now)
    changes = reading.amounts()
    if typed["client"] != stood["client"]:
        changes |= reading.client()
    if typed["time"] != stood["time"]:
        changes["sold_at"] = reading.moment()
    changes |= {"comment": typed["comment"], "channel": reading.one_of(Channel, "channel")}
    changes |= reading.state()
    return reading.finished(lambda: replace(sale, **changes))


def with_client(sale: Sale, typed: Typed, shop: Shop, now: datetime) -> Sale:
    """Return the sale with the client ID that was typed; raises ``Refused``."""
    reading = _Reading(typed, shop, now)
    changes = reading.client()
    return reading.finished(lambda: replace(sale, **changes))


class _Reading:
    """A form while it is read; it gathers its faults."""

    def __init__(self, typed: Typed, shop: Shop, now: datetime) -> None:
        self._typed = typed
        self._shop = shop
        self._now = now
        self._faults: dict[str, str] = {}

    def client(self) -> Changes:
        written = self._typed["client"]
        read = self._shop.unmask(written)
        if not isinstance(read, Unreadable):
            return {"client_id": read, "client_text": written}
        if self._typed["unmatched"] != _agreed(written):
            self._faults["client"] = why_not(self._shop, read)
        return {"client_id": None, "client_text": written or None}

    def amounts(self) -> Changes:
        cost = self._read("cost", read_money) if self._typed["cost"] else None
        revenue = self._read("revenue", read_money)
        for name, amount in (("revenue", revenue), ("cost", cost)):
            if amount is not None and amount < 0:
                self._faults[name] = _("The amount is below zero: correct the sale that it lowers.")
        return {"revenue": revenue, "cost": cost}

    def moment(self) -> datetime:
        zone, now = self._shop.time_zone, self._now
        if not self._typed["time"]:
            return now
        return self._read("time", lambda text: read_moment(text, None, zone, now)) or now

    def state(self) -> Changes:
        state = self.one_of(State, "state")
        if state is not State.RETURNED_IN_PART:
            return {"state": state, "returned": Decimal(0)}
        return {"state": state, "returned": self._read("returned", read_money)}

    def one_of(self, kinds: Callable[[str], Value], field: str) -> Value | None:
        try:
            return kinds(self._typed[field])
        except ValueError:
            self._faults[field] = _("Choose one of these.")
            return None

    def finished(self, make: Callable[[], Sale]) -> Sale:
        if self._faults:
            raise Refused(self._faults)
        try:
            return make()
        except BadSale as bad:
            raise Refused({_PLACE.get(name, name): _unkept(name) for name in bad.faults}) from bad

    def _read(self, field: str, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(self._typed[field])
        except BadValue as bad:
            self._faults[field] = f"{_(bad.reason)}: {_(bad.cure)}"
            return None


def _agreed(written: str) -> str:
    """Name the text that is to be kept without a client ID; an empty one needs a name too."""
    return written or "-"


def _unkept(field: str) -> str:
    if field == "returned":
        return _("Write how much was returned: more than 0 and at most the amount of the sale.")
    if field == "sold_at":
        return _("The time lies outside of the years 1970 to 2199.")
    return _("This is too long or too large, or holds a character that is no text: shorten it.")
