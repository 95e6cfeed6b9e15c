"""What a monitoring system is told, in the text format of Prometheus."""

import os
from collections.abc import Callable, Iterable
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.database.writing import LedgerUnavailable
from app.ledger.observed import Observed

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Meter:
    """Counts answers and refusals, for all the processes of one server together.

    gunicorn's configuration names a folder that they share (prometheus_client, "Multiprocess Mode
    (E.g. Gunicorn)"); without it the process counts for itself. What must outlive the server comes
    from the ledger.
    """

    def __init__(self, observed: Callable[[], Observed]) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter(
            "shopstat_requests",
            "Answers to a platform.",
            ["platform", "status"],
            registry=self._own,
        )
        self._seconds = Histogram(
            "shopstat_request_seconds",
            "Time from a platform's question to its answer.",
            ["platform"],
            registry=self._own,
        )
        self._refusals = Counter(
            "shopstat_refusals",
            "Answers that are a problem document, by its type.",
            ["problem"],
            registry=self._own,
        )
        self._ledger = CollectorRegistry()
        self._ledger.register(_FromLedger(observed))

    def count_answer(self, platform: str, status: int, seconds: float) -> None:
        """Count an answer to a platform, of whatever status."""
        self._requests.labels(platform, status).inc()
        self._seconds.labels(platform).observe(seconds)

    def count_refusal(self, problem: str) -> None:
        """Count a problem document."""
        self._refusals.labels(problem).inc()

    def write(self) -> bytes:
        """Return all the figures as text."""
        return generate_latest(self._shared()) + generate_latest(self._ledger)

    def _shared(self) -> CollectorRegistry:
        if FOLDER not in os.environ:
            return self._own
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # of prometheus_client
        return shared


class _FromLedger(Collector):
    """What is read when it is asked for; without the ledger only the version is told."""

    def __init__(self, observed: Callable[[], Observed]) -> None:
        self._observed = observed

    def collect(self) -> Iterable[GaugeMetricFamily]:
        yield _gauge("shopstat_build_info", "The running version.", {(version("shopstat"),): 1.0})
        try:
            observed = self._observed()
        except LedgerUnavailable:
            return
        yield _gauge(
            "shopstat_last_answer_timestamp_seconds",
            "When a platform last got the shop's statistics.",
            {(shop,): at.timestamp() for shop, at in observed.answered.items()},
        )
        yield _gauge(
            "shopstat_newest_sale_timestamp_seconds",
            "The newest sale of a source, as last seen and stored, an hour late at most.",
            {
                (mark.shop, mark.source): mark.newest.timestamp()
                for mark in observed.marks
                if mark.newest is not None
            },
        )
        yield _gauge(
            "shopstat_source_shrunk",
            "1 while a source has lost its newest sales.",
            {(mark.shop, mark.source): float(mark.shrunk) for mark in observed.marks},
        )


_LABELS = {
    "shopstat_build_info": ["version"],
    "shopstat_last_answer_timestamp_seconds": ["shop"],
}


def _gauge(name: str, meaning: str, values: dict[tuple[str, ...], float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=_LABELS.get(name, ["shop", "source"]))
    for labels, value in values.items():
        family.add_metric(labels, value)
    return family
