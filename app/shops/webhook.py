"""A webhook: how another system's messages tell of a shop's sales, or which system it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SALE_FIELDS = (
    *("id", "channel", "client_id", "sold_at", "revenue", "cost", "currency", "count", "state"),
    *("returned", "version", "changed_at", "comment"),
)
NEEDED_FIELDS = ("id", "channel", "sold_at", "revenue")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where in a message each field of a sale is; ``deal.sum`` is ``sum`` inside of ``deal``.

    ``values`` say for a field what their words mean in ours, ``fixed`` what no message tells;
    a message without one of the words of ``where`` is about something else.
    """

    name: str
    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Service(StrEnum):
    """A telephony service whose messages need no explanation."""

    TWILIO = "twilio"
    ZADARMA = "zadarma"


@dataclass(frozen=True, slots=True)
class CallWebhook:
    """A webhook that a telephony service calls: its answered calls are sales.

    ``secret`` is what the service signs with; a call shorter than ``min_seconds`` is none.
    """

    name: str
    service: Service
    secret: str = field(repr=False)
    min_seconds: int = 0
