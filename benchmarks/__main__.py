"""``python -m benchmarks``: measure, print the tables, and the ratios on the last line."""

import argparse
import sys
import time

from benchmarks.databases import DATABASES
from benchmarks.figures import Figure
from benchmarks.measures import MEASURES
from benchmarks.report import last_line, table
from benchmarks.run import run
from benchmarks.workload import SIZES


def main() -> None:
    """Measure what the command line asks for."""
    asked = _arguments()
    began = time.monotonic()

    def tell(step: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {step}", file=sys.stderr, flush=True)

    databases, measures = asked.only or [*DATABASES], asked.measure or [*MEASURES]
    figures: dict[str, list[Figure]] = {}
    for database, found in run(SIZES[asked.size], databases, measures, tell):
        figures[database] = found
        print(table(database, found), end="\n\n", flush=True)
    tell("done")
    print(last_line(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="S", help="how many sales (default: S)")
    parser.add_argument("--only", action="append", choices=DATABASES, help="only this database")
    parser.add_argument("--measure", action="append", choices=MEASURES, help="only this measure")
    return parser.parse_args()


if __name__ == "__main__":
    main()
