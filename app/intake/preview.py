"""What a file would bring: counted and added up before anything is recorded."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from app.intake.sale_rows import Faults
from app.sales.sale import Sale, figures
from app.sales.unmask import Unmask, Unreadable

EXAMPLES = 20


@dataclass(slots=True)
class Preview:
    """The sums of the rows read so far; revenue and profit in minor units.

    ``refused`` counts rows; ``reasons`` counts column and reason of every fault. ``unmatched``
    counts by reason the sales that are recorded, but not reported while they have no client ID.
    """

    rows: int = 0
    sales: int = 0
    revenue: int = 0
    gross_profit: int = 0
    refused: int = 0
    first_day: date | None = None
    last_day: date | None = None
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    unmatched: Counter[str] = field(default_factory=Counter)
    examples: Faults = field(default_factory=list)

    def add(self, sale: Sale, zone: ZoneInfo) -> None:
        """Add a sale that can be recorded."""
        told = figures(sale)
        self.sales += told.sales
        self.revenue += told.revenue
        self.gross_profit += told.gross_profit
        day = sale.sold_at.astimezone(zone).date()
        self.first_day = min(day, self.first_day or day)
        self.last_day = max(day, self.last_day or day)

    def refuse(self, faults: Faults) -> None:
        """Add a row that cannot be recorded."""
        self.refused += 1
        self.reasons.update((fault.column, fault.reason) for fault in faults)
        self.examples += faults[: max(0, EXAMPLES - len(self.examples))]


def preview(
    judged: Iterable[tuple[int, Sale | Faults]],
    zone: ZoneInfo,
    unmask: Unmask,
    keep_refused: Callable[[Faults], None],
) -> Preview:
    """Read all the rows; each refused one is also handed to ``keep_refused``."""
    found = Preview()
    for _, verdict in judged:
        found.rows += 1
        if isinstance(verdict, Sale):
            found.add(verdict, zone)
            if verdict.client_id is None:
                found.unmatched[_why(unmask, verdict.client_text)] += 1
        else:
            found.refuse(verdict)
            keep_refused(verdict)
    return found


def _why(unmask: Unmask, text: str | None) -> str:
    read = unmask(text)
    return read.reason if isinstance(read, Unreadable) else ""
