"""The figures of a run: medians of what was measured, and the ratios between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.load import Rates
from benchmarks.timing import Seconds

MILLISECONDS = "ms"
PER_SECOND = "1/s"
MEBIBYTES = "MiB"


@dataclass(frozen=True, slots=True)
class Figure:
    """One contender in one measure; ``p95`` is None where only a few values were taken."""

    measure: str
    contender: str
    median: float
    unit: str
    p95: float | None = None


def latencies(measure: str, seconds: Seconds) -> list[Figure]:
    """Summarize single asks."""
    return [
        Figure(measure, name, median(took) * 1000, MILLISECONDS, percentile(took, 95) * 1000)
        for name, took in seconds.items()
    ]


def totals(measure: str, seconds: Seconds) -> list[Figure]:
    """Summarize asks that belong together: a year after the other, one total."""
    return [Figure(measure, name, sum(took) * 1000, MILLISECONDS) for name, took in seconds.items()]


def rates(measure: str, measured: Rates) -> list[Figure]:
    """Summarize answers per second."""
    return [Figure(measure, name, median(each), PER_SECOND) for name, each in measured.items()]


def ratio(figures: Iterable[Figure], measure: str, contender: str, other: str) -> float | None:
    """Return what one contender's median is in units of the other's, None where one is missing."""
    medians = {each.contender: each.median for each in figures if each.measure == measure}
    if contender not in medians or other not in medians:
        return None
    return medians[contender] / medians[other]


def percentile(took: Sequence[float], percent: int) -> float:
    """Return what so many in a hundred did not take longer than."""
    return quantiles(took, n=100)[percent - 1] if len(took) > 1 else took[0]
