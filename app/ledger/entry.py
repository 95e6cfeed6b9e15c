"""An entry: a sale as the ledger keeps it, with who entered it, how and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from app.ledger.sale_tables import sales
from app.sales.channel import Channel
from app.sales.money import amount_of, minor_units
from app.sales.sale import Sale, State


class Way(StrEnum):
    """How a sale came in."""

    API = "api"
    DESK = "desk"
    FILE = "file"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where sales come from: the shop and its zone, whose ids they carry, who hands them in.

    Ids are unique per ``sender``; ``account`` is the login of the one who acts.
    """

    shop: str
    zone: ZoneInfo
    sender: str
    way: Way
    account: str
    at: datetime
    import_number: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A sale under the ledger's own number; ``entered_at`` and so on are of its last version."""

    number: int
    shop: str
    sender: str
    sale: Sale
    way: Way
    account: str
    entered_at: datetime
    import_number: int | None


ENTRY = [column for column in sales.columns if column.name != "delivery"]


def entry_of(row: Mapping[str, Any]) -> Entry:
    """Read a row of the columns ``ENTRY``."""
    return Entry(
        number=row["number"],
        shop=row["shop"],
        sender=row["sender"],
        sale=sale_of(row, row["sender_id"]),
        way=Way(row["way"]),
        account=row["account"],
        entered_at=row["entered_at"],
        import_number=row["import_number"],
    )


def sale_of(row: Mapping[str, Any], sender_id: str) -> Sale:
    """Read the sale in a row of ``sales`` or ``sale_versions``."""
    return Sale(
        id=sender_id,
        channel=Channel(row["channel"]),
        client_id=row["client_id"],
        client_text=row["client_text"],
        sold_at=row["sold_at"],
        count=row["count"],
        revenue=amount_of(row["revenue"]),
        cost=None if row["cost"] is None else amount_of(row["cost"]),
        currency=row["currency"],
        state=State(row["state"]),
        returned=amount_of(row["returned"]),
        comment=row["comment"],
        version=row["version"],
    )


def version_row(sale: Sale, origin: Origin) -> dict[str, Any]:
    """Return what is written down of one version of a sale."""
    return {
        "version": sale.version,
        "channel": sale.channel,
        "client_id": sale.client_id,
        "client_text": sale.client_text,
        "sold_at": sale.sold_at,
        "count": sale.count,
        "revenue": minor_units(sale.revenue),
        "cost": None if sale.cost is None else minor_units(sale.cost),
        "returned": minor_units(sale.returned),
        "currency": sale.currency,
        "state": sale.state,
        "comment": sale.comment,
        "way": origin.way,
        "account": origin.account,
        "entered_at": origin.at,
        "import_number": origin.import_number,
    }
