"""A tally: what an answer adds up to, counted as its rows pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter

from app.statistics.rows import Row

COUNTED_AT_ONCE = 1_000

_SALES, _REVENUE = itemgetter(1), itemgetter(2)


@dataclass(slots=True)
class Tally:
    """The rows of one answer, the sales in them and their revenue in minor units."""

    rows: int = 0
    sales: int = 0
    revenue: int = 0

    def count(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Pass the rows on."""
        return chain.from_iterable(self._counted(iter(rows)))

    def _counted(self, rows: Iterator[Row]) -> Iterator[list[Row]]:
        while some := list(islice(rows, COUNTED_AT_ONCE)):
            self.rows += len(some)
            self.sales += sum(map(_SALES, some))
            self.revenue += sum(map(_REVENUE, some))
            yield some
