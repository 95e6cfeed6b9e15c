"""Whether the sources of each shop answer, told in a line when the server starts."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace

from app.cli.guarded import guarded_statistics
from app.cli.yesterday import yesterday_of
from app.database.faults import SourceUnavailable
from app.shops.shop import Shop
from app.statistics.inspection import fault
from app.statistics.question import Question
from app.statistics.statistics import Statistics
from config.settings import Settings

SHOPS_AT_ONCE = 32
LONGEST_CONNECT_SECONDS = 20


def readiness(settings: Settings) -> Iterator[str]:
    """Return a line for each shop, asking many at once and waiting for none of them for long.

    A connection and its queries get ``connect_timeout_seconds`` each, all of it twice that, and
    never more than systemd waits for a start. Raises ``LedgerOutdated`` or ``LedgerUnavailable``.
    """
    seconds = min(settings.connect_timeout_seconds, LONGEST_CONNECT_SECONDS)
    statistics = guarded_statistics(replace(settings, query_timeout_seconds=seconds))
    askers = ThreadPoolExecutor(SHOPS_AT_ONCE)
    told = {name: askers.submit(_told, shop, statistics) for name, shop in settings.shops.items()}
    wait(told.values(), timeout=2 * seconds)
    askers.shutdown(wait=False, cancel_futures=True)
    return (_line(name, asked, seconds) for name, asked in told.items())


def _told(shop: Shop, statistics: Statistics) -> str:
    if shop.database is None:
        return "its sales are in the ledger"
    try:
        statistics.probe(Question(shop, yesterday_of(shop)))
    except SourceUnavailable as error:
        return f"{' '.join(error.for_the_log.split())}; cure: {fault(shop.name, error).cure}"
    return "its sources answer"


def _line(name: str, asked: Future[str], seconds: int) -> str:
    if asked.done() and not asked.cancelled():
        return f"{name}: {asked.result()}"
    return f"{name}: no answer from its sources for {2 * seconds} seconds; see: shopstat check"
