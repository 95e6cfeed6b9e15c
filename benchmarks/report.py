"""The report of a run: a table of medians for people, and a last line of ratios for programs."""

import json
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.field import COLD, KEPT, SCRIPT, SQL, SQL_AGAIN
from benchmarks.figures import Figure, ratio
from benchmarks.guessers import GUESSED_AT, QUIET
from benchmarks.measures import MEMORY, POLLER

_RATIOS = {
    "median_day_cold_vs_sql": ("median_day", COLD, SQL),
    "black_friday_cold_vs_sql": ("black_friday", COLD, SQL),
    "throughput_16_vs_sql": ("throughput_16", COLD, SQL),
    "repeat_vs_sql": ("repeat", KEPT, SQL),
    "backfill_vs_sql": ("backfill", COLD, SQL),
    "giant_day_total_vs_sql": ("giant_day", COLD, SQL),
    "median_day_cold_vs_script": ("median_day", COLD, SCRIPT),
    "noise": ("median_day", SQL_AGAIN, SQL),
}
_MEMORY_NAME = "giant_day_mib"
_POLLER_NAME = "poller_p95_guessed_at_vs_alone"


def table(database: str, figures: Sequence[Figure]) -> str:
    """Return the figures of one database as lines of a Markdown table, with its head."""
    head = [f"### {database}", "", "| measure | who | median | p95 | to the bare SQL |"]
    return "\n".join([*head, "|---|---|--:|--:|--:|", *(_line(each, figures) for each in figures)])


def last_line(figures: Mapping[str, Sequence[Figure]]) -> str:
    """Return the ratios of every database as one JSON object; it is printed once rows are equal."""
    summary: dict[str, object] = {
        name: {database: _rounded(ratio(found, *pair)) for database, found in figures.items()}
        for name, pair in _RATIOS.items()
    }
    summary[_MEMORY_NAME] = {name: _rounded(_memory(found)) for name, found in figures.items()}
    summary[_POLLER_NAME] = {name: _rounded(_disturbed(found)) for name, found in figures.items()}
    return json.dumps(summary | {"rows_equal": True})


def _line(figure: Figure, figures: Iterable[Figure]) -> str:
    p95 = "" if figure.p95 is None else f"{figure.p95:.2f} {figure.unit}"
    to_sql = ratio(figures, figure.measure, figure.contender, SQL)
    shown = "" if to_sql is None else f"{to_sql:.2f}"
    median = f"{figure.median:.2f} {figure.unit}"
    return f"| {figure.measure} | {figure.contender} | {median} | {p95} | {shown} |"


def _memory(figures: Iterable[Figure]) -> float | None:
    return next((each.median for each in figures if each.measure == MEMORY), None)


def _disturbed(figures: Iterable[Figure]) -> float | None:
    p95 = {each.contender: each.p95 or 0.0 for each in figures if each.measure == POLLER}
    return p95[GUESSED_AT] / p95[QUIET] if p95 else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
