"""Sixteen connections at once, from one client process per core, for each contender in turn."""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context

from benchmarks.contender import Contender

CONNECTIONS = 16
_WARM_UP_SECONDS = 0.5
_SLICES = 3

Rates = dict[str, list[float]]


def take_turns_under_load(contenders: Sequence[Contender], day: date, seconds: float) -> Rates:
    """Return the answers per second of each contender, in slices taken by turns.

    ``seconds`` is the time of one contender, all its slices together.
    """
    rates: Rates = {each.name: [] for each in contenders}
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        _rate(pool, processes, contenders[0], day, _WARM_UP_SECONDS)  # the clients come up
        for _ in range(_SLICES):
            for each in contenders:
                rates[each.name].append(_rate(pool, processes, each, day, seconds / _SLICES))
    return rates


def _rate(
    pool: ProcessPoolExecutor, processes: int, contender: Contender, day: date, seconds: float
) -> float:
    # time.monotonic is one clock for all processes of a machine
    since = time.monotonic() + _WARM_UP_SECONDS
    share = CONNECTIONS // processes
    tasks = [
        pool.submit(_ask_together, contender, day, share, since, since + seconds)
        for _ in range(processes)
    ]
    return sum(task.result() for task in tasks) / seconds


def _ask_together(
    contender: Contender, day: date, connections: int, since: float, until: float
) -> int:
    with ThreadPoolExecutor(connections) as threads:
        tasks = [threads.submit(_ask, contender, day, since, until) for _ in range(connections)]
        return sum(task.result() for task in tasks)


def _ask(contender: Contender, day: date, since: float, until: float) -> int:
    """Return how many answers were complete between the two moments."""
    complete = 0
    with contender.asking() as ask:
        while time.monotonic() < until:
            ask(day)
            complete += since <= time.monotonic() < until
    return complete
