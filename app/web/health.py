"""Health: is the process alive, and would it get an answer from the ledger and every source?"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify

from app.database.faults import SourceUnavailable
from app.database.writing import LedgerUnavailable
from app.ledger.schema import LedgerOutdated
from app.web.problems import not_now
from app.web.request_log import log_line

KEPT_SECONDS = 5.0
PROBES_AT_ONCE = 8

log = logging.getLogger("shopstat")


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks the ledger, or the sources of a shop; raises where there would be no answer now."""

    ask: Callable[[], None]
    shop: str | None = None


def health_blueprint(
    probes: Sequence[Probe],
    retry_after_seconds: int,
    monotonic: Callable[[], float] = time.monotonic,
) -> Blueprint:
    """Return ``/healthz`` and ``/readyz``, which is ready when every probe passes.

    Neither needs a login, so neither tells a name; the log does. A finding is kept for
    ``KEPT_SECONDS``: whoever asks in a loop costs the shops' databases nothing.
    """
    blueprint = Blueprint("health", __name__)
    readiness = Readiness(probes, monotonic)

    @blueprint.get("/healthz", provide_automatic_options=False)
    def healthz() -> Response:
        return _fresh(jsonify(status="alive"))

    @blueprint.get("/readyz", provide_automatic_options=False)
    def readyz() -> Response:
        if not readiness.found():
            return not_now("not-ready", retry_after_seconds)
        return _fresh(jsonify(status="ready"))

    return blueprint


class Readiness:
    """Whether every probe passes, found out by one request at a time and kept for a while."""

    def __init__(self, probes: Sequence[Probe], monotonic: Callable[[], float]) -> None:
        self._probes = probes
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._kept_until = float("-inf")
        self._ready = False

    def found(self) -> bool:
        """Return the latest finding; while it is being renewed, the one before."""
        if self._monotonic() >= self._kept_until and self._lock.acquire(blocking=False):
            try:
                self._ready = self._ask()
                self._kept_until = self._monotonic() + KEPT_SECONDS
            finally:
                self._lock.release()
        return self._ready

    def _ask(self) -> bool:
        with ThreadPoolExecutor(PROBES_AT_ONCE) as pool:
            return all(list(pool.map(_passes, self._probes)))


def _passes(probe: Probe) -> bool:
    try:
        probe.ask()
    except (SourceUnavailable, LedgerUnavailable, LedgerOutdated) as error:
        log.warning(log_line(event="not-ready", shop=probe.shop, fault=error))
        return False
    return True


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
