"""Runs that become one: in order, a total per client, whatever parts they come in."""

import random
from collections import Counter

import pytest

from app.statistics.merging import Part, merge
from app.statistics.total import Total


def parts(totals: Part, size: int) -> list[Part]:
    return [totals[first : first + size] for first in range(0, len(totals), size)]


def merged(*runs: list[Part]) -> list[Total]:
    return [total for part in merge(map(iter, runs)) for total in part]


def test_a_client_of_every_run_has_one_total() -> None:
    runs = [[[("a", 1, 10, -1), ("b", 1, 10, 0)]], [[("b", 2, 20, 0)]], [[("b", -1, -5, 3)]]]
    assert merged(*runs) == [("a", 1, 10, -1), ("b", 2, 25, 3)]


def test_no_runs_and_empty_ones_are_nothing() -> None:
    assert merged() == merged([], []) == []


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
def test_the_totals_are_the_same_in_parts_of_any_size(size: int) -> None:
    draw = random.Random(size)
    clients = [sorted(draw.sample(range(1_000, 1_100), 40)) for _ in range(3)]
    runs = [[(str(client), 1, client, 0) for client in run] for run in clients]
    met = Counter(client for run in clients for client in run)
    wanted = [(str(client), times, times * client, 0) for client, times in sorted(met.items())]
    sizes = (size, 3, 50)
    assert merged(*map(parts, runs, sizes)) == wanted
