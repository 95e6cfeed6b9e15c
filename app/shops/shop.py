"""A shop: its zone, currency, database and sources."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.sales.unmask import Unmask
from app.shops.preset import FilledPreset
from app.shops.site import Site
from app.shops.source import Source
from app.shops.webhook import CallWebhook, Webhook


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop as its file describes it.

    ``unmask`` finds this shop's client IDs in what operators wrote.
    ``database`` is an SQLAlchemy URL, secrets included, so it stays out of the repr;
    ``None`` means that the shop's sales are in the ledger.
    ``preset`` is the one that brought sources, ``None`` where all are the shop's own.
    ``site`` is None where no site asks for client IDs.
    ``replica_grace`` is how far that database may be behind its primary; ``None`` where it is one.
    """

    name: str
    time_zone: ZoneInfo
    currency: str
    unmask: Unmask
    database: str | None = field(default=None, repr=False)
    sources: tuple[Source, ...] = ()
    preset: FilledPreset | None = field(default=None, repr=False)
    replica_grace: timedelta | None = None
    site: Site | None = None
    webhooks: tuple[Webhook | CallWebhook, ...] = ()

    @property
    def in_ledger(self) -> bool:
        """Whether its sales are in the ledger, and may be entered there."""
        return self.database is None
