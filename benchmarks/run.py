"""One run: the sales are made, every database is filled, its answers proved, then measured."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.databases import DATABASES, fill
from benchmarks.field import Field, running
from benchmarks.figures import Figure
from benchmarks.measures import MEASURES
from benchmarks.truth import prove, prove_complete
from benchmarks.workload import (
    BLACK_FRIDAY,
    CALLS,
    EMPTY_DAY,
    GIANT,
    MEDIAN_DAY,
    Size,
    write_calls,
    write_giant_day,
)
from tests.databases.servers import NotAtHand

Tell = Callable[[str], None]


def run(
    size: Size, databases: Sequence[str], measures: Sequence[str], tell: Tell
) -> Iterator[tuple[str, list[Figure]]]:
    """Yield each database with its figures, without those whose server is not at hand.

    Raises ``Unequal`` when an answer is wrong; ``tell`` is told how far the run is.
    """
    with tempfile.TemporaryDirectory(prefix="shopstat-benchmarks-") as temporary:
        folder = Path(temporary)
        tell("making the sales")
        write_calls(folder / CALLS, size)
        write_giant_day(folder / GIANT, size)
        for name in databases:
            try:
                yield name, _measured(name, folder, size, measures, tell)
            except NotAtHand as error:
                tell(str(error))


def _measured(
    name: str, folder: Path, size: Size, measures: Sequence[str], tell: Tell
) -> list[Figure]:
    own = folder / f"{name}-servers"
    own.mkdir()
    with DATABASES[name](folder) as database:
        tell(f"{name}: filling")
        fill(database, folder / CALLS, folder / GIANT)
        with running(database, own) as field:
            tell(f"{name}: proving")
            _prove(field)
            figures: list[Figure] = []
            for measure in measures:
                tell(f"{name}: {measure}")
                figures += MEASURES[measure](field, size)
            return figures


def _prove(field: Field) -> None:
    for day in (MEDIAN_DAY, BLACK_FRIDAY, EMPTY_DAY):
        prove(field.cold, field.sql, day)
        prove_complete(field.sql, day)
    prove(field.giant_cold, field.giant_sql, MEDIAN_DAY)
