"""The benchmark itself: what it generates, that it refuses wrong answers, one tiny run."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from statistics import median

import pytest

from benchmarks.databases import fill, sqlite
from benchmarks.field import running
from benchmarks.report import last_line, table
from benchmarks.run import run
from benchmarks.truth import Unequal, prove
from benchmarks.workload import (
    BLACK_FRIDAY,
    CALLS,
    DAYS,
    GIANT,
    MEDIAN_DAY,
    SIZES,
    UTC_OFFSET,
    write_calls,
    write_giant_day,
)

TINY = SIZES["XS"]
NAMES = {
    "median_day_cold_vs_sql",
    "black_friday_cold_vs_sql",
    "throughput_16_vs_sql",
    "repeat_vs_sql",
    "backfill_vs_sql",
    "giant_day_total_vs_sql",
    "giant_day_mib",
    "median_day_cold_vs_script",
}


def test_a_black_friday_has_twenty_times_the_sales_of_the_median_day(tmp_path: Path) -> None:
    write_calls(tmp_path / CALLS, SIZES["S"])

    sales = Counter(map(_day, (tmp_path / CALLS).read_text(encoding="utf-8").splitlines()))

    assert len(sales) == len(DAYS)
    assert sales[MEDIAN_DAY] == median(sales.values())
    assert round(sales[BLACK_FRIDAY] / sales[MEDIAN_DAY]) == 20


def test_the_same_size_gives_the_same_sales(tmp_path: Path) -> None:
    for name in ("once", "again"):
        write_calls(tmp_path / name, TINY)

    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()


def test_an_answer_that_merges_no_spellings_is_refused(tmp_path: Path) -> None:
    write_calls(tmp_path / CALLS, SIZES["S"])
    write_giant_day(tmp_path / GIANT, TINY)
    with sqlite(tmp_path) as database:
        fill(database, tmp_path / CALLS, tmp_path / GIANT)
        with running(database, tmp_path) as field, pytest.raises(Unequal):
            prove(field.script, field.sql, BLACK_FRIDAY)


def test_a_tiny_run_proves_the_rows_and_ends_with_every_ratio() -> None:
    figures = dict(run(TINY, ["sqlite"], ["median_day", "throughput", "giant_day"], print))

    ratios = json.loads(last_line(figures))

    assert ratios.keys() >= NAMES
    assert ratios["rows_equal"] is True
    assert ratios["median_day_cold_vs_sql"]["sqlite"] > 0
    assert ratios["backfill_vs_sql"] == {"sqlite": None}
    assert "| median_day | Shopstat, cold |" in table("sqlite", figures["sqlite"])


def _day(line: str) -> date:
    return (datetime.fromisoformat(line.split("\t")[0]) + UTC_OFFSET).date()
