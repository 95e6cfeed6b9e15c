"""A tally: what an answer adds up to, counted as its rows pass."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.statistics.rows import Row
from app.statistics.total import REVENUE, SALES


@dataclass(slots=True)
class Tally:
    """The rows of one answer, the sales in them and their revenue in minor units."""

    rows: int = 0
    sales: int = 0
    revenue: int = 0

    def count(self, parts: Iterable[Sequence[Row]]) -> Iterator[Sequence[Row]]:
        """Pass the rows on, some at a time as they come."""
        for rows in parts:
            self.rows += len(rows)
            self.sales += sum(map(SALES, rows))
            self.revenue += sum(map(REVENUE, rows))
            yield rows
