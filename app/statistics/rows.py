"""The rows of an answer: one per client ID, merged over sources and spellings, in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import lt
from typing import cast

from app.database.driver import Row as Group
from app.sales.unmask import MAX_TEXT_CHARACTERS, Unmask, Unreadable
from app.statistics.batches import Batches, runs
from app.statistics.spill import Total
from app.statistics.totals import Totals

# What one client bought that day: client ID, sales, revenue and gross profit in minor units.
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
    """Add up one source's groups per client; leave out those without a readable client ID.

    A group is a client text with its sales, revenue and gross profit: the database's own sum over
    all sales with that text, or one of them. Most texts are client IDs already, and where they
    come in order, each once, they are taken as they are.
    """
    in_order = totals.new_run()
    latest = ""
    for batch in batches:
        rows, others = _parted(batch, unmask)
        client_ids = [row[0] for row in rows]
        if all(map(lt, [latest, *client_ids], client_ids)):
            in_order.extend(rows)
            latest = client_ids[-1] if client_ids else latest
        else:
            totals.add(rows)
        totals.add(_unmasked(others, unmask))


def _parted(batch: Sequence[Group], unmask: Unmask) -> tuple[list[Row], list[Group]]:
    """Part the groups whose text is a client ID as it stands from the others."""
    texts = [group[0] or "" for group in batch]
    rows: list[Row] = []
    others: list[Group] = []
    for run in runs(texts, unmask.canonical_lines):
        rows += cast("Sequence[Row]", batch[run])
        others += batch[run.stop : run.stop + 1]
    return rows, others


def _unmasked(groups: Iterable[Group], unmask: Unmask) -> Iterator[Row]:
    for text, sales, revenue, gross_profit in groups:
        # what is refused unread is not worth its memory
        is_short = text is None or len(text) <= MAX_TEXT_CHARACTERS
        client_id = unmask.remembered(text) if is_short else unmask(text)
        if not isinstance(client_id, Unreadable):
            yield client_id, sales, revenue, gross_profit


def first_matched(batches: Batches, unmask: Unmask) -> str | None:
    """Return the first text that a client ID can be read from, as written; read all of them."""
    texts = [text for text, *_ in chain.from_iterable(batches) if text]
    return next((text for text in texts if not isinstance(unmask(text), Unreadable)), None)


def unmatched(source: str, batches: Batches, unmask: Unmask) -> Iterator[Unmatched]:
    """Yield the groups that no client ID can be read from, in the order they come."""
    for text, sales, revenue, _ in chain.from_iterable(batches):
        why = unmask(text)
        if isinstance(why, Unreadable):
            yield Unmatched(source, text, sales, revenue, why)
