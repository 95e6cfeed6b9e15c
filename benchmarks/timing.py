"""Taking turns: every contender is timed in each round, so that the machine's moods are shared."""

import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import cycle

from benchmarks.contender import Ask, Contender

Seconds = dict[str, list[float]]

_WARM_UPS = 5
_FEWEST_ROUNDS = 5


def take_turns(contenders: Sequence[Contender], day: date, seconds: float) -> Seconds:
    """Return how long each ask for the day took, by contender: warm, A B A B, for ``seconds``."""
    until = 0.0
    with ExitStack() as stack:
        asks = _opened(stack, contenders)
        for _ in range(_WARM_UPS):
            _round(asks, day, {name: [] for name in asks})
        until = time.monotonic() + seconds
        took: Seconds = {name: [] for name in asks}
        while time.monotonic() < until or len(took[contenders[0].name]) < _FEWEST_ROUNDS:
            _round(asks, day, took)
        return took


def take_turns_over(contenders: Sequence[Contender], days: Iterable[date]) -> Seconds:
    """Return how long each day took, by contender; who asks first changes from day to day."""
    with ExitStack() as stack:
        asks = _opened(stack, contenders)
        took: Seconds = {name: [] for name in asks}
        orders = cycle([asks, dict(reversed(asks.items()))])
        for day, order in zip(days, orders, strict=False):
            _round(order, day, took)
        return took


def timed(ask: Ask, day: date) -> float:
    """Return the seconds from the question to the last byte of the answer."""
    began = time.perf_counter()
    ask(day)
    return time.perf_counter() - began


def _opened(stack: ExitStack, contenders: Sequence[Contender]) -> dict[str, Ask]:
    return {each.name: stack.enter_context(each.asking()) for each in contenders}


def _round(asks: dict[str, Ask], day: date, took: Seconds) -> None:
    for name, ask in asks.items():
        took[name].append(timed(ask, day))
