"""Some days of a shop side by side: what a platform would be told, and what it would not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.sales.day import Day
from app.shops.shop import Shop
from app.statistics.question import Question
from app.statistics.statistics import Statistics


@dataclass(frozen=True, slots=True)
class DaySeen:
    """One day: sales with and without a client ID, and the revenue told, in minor units.

    ``reasons`` counts the sales without one by why not.
    """

    day: Day
    matched: int
    revenue: int
    reasons: Mapping[str, int]

    @property
    def unmatched(self) -> int:
        """The sales that no client ID could be read from."""
        return sum(self.reasons.values())


def preview(statistics: Statistics, shop: Shop, days: Iterable[Day]) -> Iterator[DaySeen]:
    """Yield each day as /stat would answer it; raises SourceUnavailable."""
    for day in days:
        question = Question(shop, day)
        with statistics.rows(question) as rows:
            told = [(sales, revenue) for _, sales, revenue, _ in rows]
        reasons: Counter[str] = Counter()
        for sales in statistics.unmatched(question):
            reasons[sales.why.reason.value] += sales.sales
        yield DaySeen(day, sum(n for n, _ in told), sum(r for _, r in told), +reasons)
