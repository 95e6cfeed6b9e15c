"""Waiting for what a running server is about to do."""

import time
from collections.abc import Callable

from tests.drills.served import Served

PATIENCE_SECONDS = 30.0
_BETWEEN_LOOKS_SECONDS = 0.02


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Look again and again; fails when it does not hold in time."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, f"in vain waited until {what}"
        time.sleep(_BETWEEN_LOOKS_SECONDS)


def wait_until_replaced(server: Served, former: set[int]) -> None:
    """Wait until as many other workers have taken the place of the former ones."""
    wait_until(
        lambda: len(now := set(server.workers())) == len(former) and not now & former,
        f"the workers {former} are replaced",
    )
