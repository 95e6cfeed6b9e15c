"""What is measured: each measure asks the contenders of a field by turns and gives figures."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from benchmarks.contender import Contender
from benchmarks.field import COLD, Field
from benchmarks.figures import MEBIBYTES, MILLISECONDS, Figure, latencies, percentile, rates, totals
from benchmarks.guessers import QUIET, honest_poller, warm_logins
from benchmarks.load import CONNECTIONS, take_turns_under_load
from benchmarks.memory import Growth
from benchmarks.timing import take_turns, take_turns_over
from benchmarks.workload import BLACK_FRIDAY, DAYS, EMPTY_DAY, MEDIAN_DAY, Size

MEMORY = "giant_day_memory"
POLLER = "poller"


def median_day(field: Field, size: Size) -> list[Figure]:
    """Time the median day, and the same without the database's work."""
    contenders: list[Contender] = [field.sql, field.cold, field.script, field.again, *field.repeats]
    return latencies("median_day", take_turns(contenders, MEDIAN_DAY, size.seconds * 2))


def black_friday(field: Field, size: Size) -> list[Figure]:
    """Time a day of twenty times the sales."""
    contenders: list[Contender] = [field.sql, field.cold, field.script]
    return latencies("black_friday", take_turns(contenders, BLACK_FRIDAY, size.seconds * 2))


def throughput(field: Field, size: Size) -> list[Figure]:
    """Count the answers to the median day that sixteen clients get."""
    contenders: list[Contender] = [field.sql, field.cold, field.script]
    return rates("throughput_16", take_turns_under_load(contenders, MEDIAN_DAY, size.seconds))


def repeat(field: Field, size: Size) -> list[Figure]:
    """Count the answers that sixteen clients get to a day that was answered already."""
    contenders: list[Contender] = [field.sql, *field.repeats]
    return rates("repeat", take_turns_under_load(contenders, MEDIAN_DAY, size.seconds))


def backfill(field: Field, _: Size) -> list[Figure]:
    """Time all days, one after the other, as a platform asks that was connected today."""
    return totals("backfill", take_turns_over([field.sql, field.cold], DAYS))


def poller(field: Field, size: Size) -> list[Figure]:
    """Time twenty questions a second, alone and beside guessers, and a login known already."""
    took = honest_poller(field.cold, MEDIAN_DAY, size.seconds * 2)
    logins = warm_logins(field.instance, times=1_000)
    slowest = Figure("poller_p99", QUIET, percentile(took[QUIET], 99) * 1000, MILLISECONDS)
    return [*latencies(POLLER, took), slowest, *latencies("warm_login", {COLD: logins})]


def giant_day(field: Field, size: Size) -> list[Figure]:
    """Time a day of a million clients, and see what memory the workers take for it above idle."""
    days: list[date] = [MEDIAN_DAY] * size.giant_rounds
    _wake(field.giant_cold)
    growth = Growth(field.giant_server.workers())
    took = take_turns_over([field.giant_sql, field.giant_cold], days)
    memory = Figure(MEMORY, COLD, growth.mebibytes(), MEBIBYTES)
    return [*latencies("giant_day", took), memory]


def _wake(server: Contender) -> None:
    """Have every worker answer something: what it loads and connects at first is not growth."""
    with ExitStack() as stack:
        asks = [stack.enter_context(server.asking()) for _ in range(CONNECTIONS)]
        for ask in asks:
            ask(EMPTY_DAY)


MEASURES: dict[str, Callable[[Field, Size], list[Figure]]] = {
    "median_day": median_day,
    "black_friday": black_friday,
    "throughput": throughput,
    "repeat": repeat,
    "poller": poller,
    "backfill": backfill,
    "giant_day": giant_day,
}
