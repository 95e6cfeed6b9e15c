"""A receipt: what became of each sale that was handed in, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.sales.client_id import ClientID
from app.sales.unmask import Unreadable


class Verdict(StrEnum):
    """What a sender is told of one sale."""

    ACCEPTED = "accepted"
    REPLACED = "replaced"
    REPEATED = "repeated"
    OUTDATED = "outdated"
    CONFLICT = "conflict"
    REFUSED = "refused"


KNOWN_OTHERWISE = (
    "this id is known with other contents under the same version: send a higher version or a later "
    "changed_at, or correct the sale with PATCH"
)
TAKEN = frozenset(Verdict) - {Verdict.CONFLICT, Verdict.REFUSED}


@dataclass(frozen=True, slots=True)
class Line:
    """One sale of a receipt; ``faults`` by field, for what was not taken.

    ``unmatched`` says why no client ID was read: such a sale is kept, and in no answer.
    """

    id: str | None
    verdict: Verdict
    client_id: ClientID | None = None
    unmatched: Unreadable | None = None
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> bool:
        """Whether the ledger knows now what was said, or something newer."""
        return self.verdict in TAKEN


def receipt(lines: Sequence[Line]) -> dict[str, Any]:
    """Return the receipt as a document: the numbers first, then each sale in its order."""
    counted = Counter(line.verdict for line in lines)
    numbers = {verdict.value: counted[verdict] for verdict in Verdict}
    unmatched = sum(line.unmatched is not None for line in lines if line.taken)
    return {**numbers, "unmatched": unmatched, "sales": [*map(_document, lines)]}


def _document(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {"id": line.id, "outcome": line.verdict.value}
    if line.taken:
        told["client_id"] = line.client_id
    if line.taken and line.unmatched:
        told["unmatched"] = {"reason": line.unmatched.reason, "detail": line.unmatched.detail}
    if line.faults:
        told["faults"] = [
            {"field": field, "detail": detail} for field, detail in line.faults.items()
        ]
    return told
