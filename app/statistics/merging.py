"""Merging: several runs of totals become one, in order, with one total per client."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, compress, count, islice
from operator import eq

from app.statistics.run import PART_ON_DISK
from app.statistics.total import CLIENT_ID, Total

Part = list[Total]

_FEW = PART_ON_DISK // 2


def merge(runs: Iterable[Iterator[Part]]) -> Iterator[Part]:
    """Yield the totals of all runs in parts; each run comes in order, and has a client once.

    A part holds all that no run can add to any more. Sorting so many totals as a whole costs a
    fraction of comparing them one by one.
    """
    waiting = _next_parts(([], run) for run in runs)
    while len(waiting) > 1:
        last = min(part[-1][0] for part, _ in waiting)
        split = [(part, bisect_right(part, last, key=CLIENT_ID), run) for part, run in waiting]
        ready = chain.from_iterable(part[:end] for part, end, _ in split)
        yield summed(sorted(ready, key=CLIENT_ID))
        waiting = _next_parts((part[end:], run) for part, end, run in split)
    for part, run in waiting:
        yield part
        yield from run


def _next_parts(
    waiting: Iterable[tuple[Part, Iterator[Part]]],
) -> list[tuple[Part, Iterator[Part]]]:
    """Give each run that has little left its next part; leave out those at their end.

    A run that keeps a few totals only would let go of no more than a few of all the others.
    """
    filled = ((_topped_up(part, run), run) for part, run in waiting)
    return [(part, run) for part, run in filled if part]


def _topped_up(part: Part, run: Iterator[Part]) -> Part:
    return part + next(run, []) if len(part) < _FEW else part


def summed(ordered: Part) -> Part:
    """Make one total of neighbours that belong to the same client, in the list itself."""
    clients = list(map(CLIENT_ID, ordered))
    repeated = list(compress(count(1), map(eq, clients, islice(clients, 1, None))))
    if not repeated:
        return ordered
    is_sum = bytearray(b"\1") * len(ordered)
    for at in repeated:
        ordered[at] = _sum(ordered[at - 1], ordered[at])
        is_sum[at - 1] = False
    return list(compress(ordered, is_sum))


def _sum(one: Total, other: Total) -> Total:
    return one[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]
