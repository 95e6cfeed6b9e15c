"""A webhook: how another system's messages tell of a shop's sales."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
