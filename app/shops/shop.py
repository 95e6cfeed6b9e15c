"""A shop: its zone, currency, database and sources."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from app.sales.unmask import Unmask
from app.shops.source import Source


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop as its file describes it.

    ``unmask`` finds this shop's client IDs in what operators wrote.
    ``database`` is an SQLAlchemy URL, secrets included, so it stays out of the repr;
    ``None`` means that the shop's sales are in the ledger.
    """

    name: str
    time_zone: ZoneInfo
    currency: str
    unmask: Unmask
    database: str | None = field(default=None, repr=False)
    sources: tuple[Source, ...] = ()
