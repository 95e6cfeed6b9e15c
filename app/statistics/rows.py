"""The rows of an answer: one per client ID, merged over sources and spellings, in order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, compress
from operator import lt
from typing import cast

from app.database.driver import Row as Group
from app.sales.unmask import Unmask, Unreadable
from app.statistics.batches import Batch, Batches, Columns, groups, no_groups, other_texts
from app.statistics.total import CLIENT_ID, Total
from app.statistics.totals import Totals

# What one client bought that day.
Row = Total


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Sales of a day that no client ID could be read from: the text as written, and why not."""

    source: str
    text: str | None
    sales: int
    revenue: int
    why: Unreadable


def collect(batches: Batches, unmask: Unmask, totals: Totals) -> None:
    """Add up one source's groups per client; leave out those without a readable client ID."""
    gather(batches, unmask, totals)()


def gather(batches: Batches, unmask: Unmask, totals: Totals) -> Callable[[], None]:
    """Add up all batches but the last; return what adds that one.

    Of most days it is the only one. When this returns, the database has nothing left to do.
    """
    collector = _Collector(unmask, totals)
    last: Batch = no_groups
    for batch in batches:
        collector.add(last())
        last = batch
    return lambda: collector.add(last())


class _Collector:
    """Adds up the groups of one source.

    Most texts are client IDs already, and where they come in order, each once, they are taken as
    they are.
    """

    def __init__(self, unmask: Unmask, totals: Totals) -> None:
        self._unmask = unmask
        self._totals = totals
        self._in_order = totals.new_run()
        self._latest = ""

    def add(self, columns: Columns) -> None:
        rows, others = _parted(columns, self._unmask)
        if self._come_next(rows):
            self._in_order.extend(rows)
            self._latest = rows[-1][0] if rows else self._latest
        else:
            self._totals.add(rows)
        self._totals.add(_unmasked(others, self._unmask))

    def _come_next(self, rows: list[Row]) -> bool:
        """Tell whether the rows go on in order; it ends with the first that does not."""
        before = chain([self._latest], map(CLIENT_ID, rows))
        return all(map(lt, before, map(CLIENT_ID, rows)))


def _parted(columns: Columns, unmask: Unmask) -> tuple[list[Row], Iterable[Group]]:
    """Part the groups whose text is a client ID as it stands from the others."""
    texts = columns[0]
    others = other_texts(texts, unmask.canonical_lines)
    is_canonical = bytearray(b"\1") * len(texts)
    for place in others:
        is_canonical[place] = False
    rows = compress(cast("Iterable[Row]", zip(*columns, strict=True)), is_canonical)
    picked = ([column[place] for place in others] for column in columns)
    return list(rows), zip(*picked, strict=True)


def _unmasked(groups: Iterable[Group], unmask: Unmask) -> Iterator[Row]:
    for text, sales, revenue, gross_profit in groups:
        client_id = unmask.quickly(text)
        if not isinstance(client_id, Unreadable):
            yield client_id, sales, revenue, gross_profit


def first_matched(batches: Batches, unmask: Unmask) -> str | None:
    """Return the first text that a client ID can be read from, as written; read all of them."""
    texts = [text for batch in batches for text in batch()[0] if text]
    return next((text for text in texts if not isinstance(unmask(text), Unreadable)), None)


def unmatched(source: str, batches: Batches, unmask: Unmask) -> Iterator[Unmatched]:
    """Yield the groups that no client ID can be read from, in the order they come."""
    for text, sales, revenue, _ in groups(batches):
        why = unmask(text)
        if isinstance(why, Unreadable):
            yield Unmatched(source, text, sales, revenue, why)
