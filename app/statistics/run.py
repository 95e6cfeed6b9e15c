"""A run: totals that come in order of client ID, in memory while few, on disk beyond."""

from collections.abc import Iterator, Sequence

from app.statistics.spill import Place, Spill
from app.statistics.total import Total

# A day of a million sales may be a hundred runs, and of each a part is in memory to be merged.
PART_ON_DISK = 125
_PART_IN_MEMORY = 2_500


class Run:
    """Totals (client ID, sales, revenue, gross profit) in ascending order of client ID."""

    def __init__(self, spill: Spill, max_in_memory: int) -> None:
        self._spill = spill
        self._max_in_memory = max_in_memory
        self._latest: list[Total] = []
        self._places: list[Place] = []

    def extend(self, totals: Sequence[Total]) -> None:
        """Add the totals that come next in the order; raises ``NoRoom``."""
        self._latest.extend(totals)
        if len(self._latest) > self._max_in_memory:
            self._write_out()

    def parts(self) -> Iterator[list[Total]]:
        """Yield the totals from the first one on, many at a time."""
        yield from map(self._spill.read, self._places)
        yield from _parts(self._latest, _PART_IN_MEMORY)

    def _write_out(self) -> None:
        self._places += self._spill.write([*_parts(self._latest, PART_ON_DISK)])
        self._latest = []


def _parts(totals: list[Total], size: int) -> Iterator[list[Total]]:
    return (totals[first : first + size] for first in range(0, len(totals), size))
