"""What is to be said of a shop's site: how many of its client IDs are in use."""

from collections.abc import Iterator

from app.accounts.login import utc_now
from app.database.faults import UnknownDatabase
from app.database.writing import LedgerUnavailable, open_writing, reading
from app.ledger.client_ids import in_use
from app.ledger.schema import LedgerOutdated, require_current
from app.shops.shop import Shop
from app.shops.site_supply import supplies
from app.statistics.inspection import Finding, Severity

NEARLY_ALL = 0.9


def inspect_site(shop: Shop, ledger_url: str) -> Iterator[Finding]:
    """Yield what is found, nothing where there is no site; the ledger's faults are told before."""
    supply = supplies([shop]).get(shop.name)
    if supply is None:
        return
    try:
        ledger = open_writing(ledger_url)
        require_current(ledger)
        with reading(ledger) as connection:
            used = in_use(connection, supply, utc_now())
    except (LedgerOutdated, LedgerUnavailable, UnknownDatabase):
        return
    yield _finding(shop.name, used, supply.ids.size)


def _finding(shop: str, used: int, size: int) -> Finding:
    text = f"visitors have {used} of its {size} client IDs"
    if used < NEARLY_ALL * size:
        return Finding(Severity.OK, f"{shop}/site", text)
    cure = "give it a longer format such as 999-9999, or lower recycle_days in its file"
    return Finding(Severity.WARNING, f"{shop}/site", text, cure)
