"""The rows of an answer: one per client ID, merged over sources and spellings, in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress
from operator import lt, not_

from app.database.driver import Row as Group
from app.sales.client_id import ClientID
from app.sales.unmask import Unmask, Unreadable
from app.statistics.run import Total
from app.statistics.totals import Totals

# What one client bought that day: client ID, sales, revenue and gross profit in minor units.
Row = Total

MOST_REMEMBERED = 4_096

Batches = Iterable[Sequence[Group]]


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

    A group is the database's own sum over one client text: the text, then sales, revenue and gross
    profit. Most texts are client IDs already, and come in order: they are taken by the batch.
    """
    in_order = totals.new_run()
    latest = ""
    for batch in map(_decoded, batches):
        texts = [group[0] or "" for group in batch]
        plain = list(map(unmask.canonical.fullmatch, texts))
        rows: list[Row] = list(compress(batch, plain))
        client_ids = list(compress(texts, plain))
        if all(map(lt, [latest, *client_ids], client_ids)):
            in_order.extend(rows)
            latest = client_ids[-1] if client_ids else latest
        else:
            _add_each(rows, totals)
        _add_unmasked(compress(batch, map(not_, plain)), unmask, totals)


def _add_each(rows: Iterable[Row], totals: Totals) -> None:
    for row in rows:
        totals.add(*row)


def _add_unmasked(groups: Iterable[Group], unmask: Unmask, totals: Totals) -> None:
    for text, sales, revenue, gross_profit in groups:
        client_id = _unmasked(unmask, text)
        if not isinstance(client_id, Unreadable):
            totals.add(client_id, sales, revenue, gross_profit)


@lru_cache(MOST_REMEMBERED)
def _unmasked(unmask: Unmask, text: str | None) -> ClientID | Unreadable:
    """Remember what was read lately: the same past days are asked for again and again."""
    return unmask(text)


def unmatched(source: str, batches: Batches, unmask: Unmask) -> Iterator[Unmatched]:
    """Yield the groups that no client ID can be read from, in the order they come."""
    for text, sales, revenue, _ in chain.from_iterable(map(_decoded, batches)):
        why = unmask(text)
        if isinstance(why, Unreadable):
            yield Unmatched(source, text, sales, revenue, why)


def _decoded(batch: Sequence[Group]) -> Sequence[Group]:
    """Return the batch with its client texts as text; some drivers return bytes."""
    written = [group[0] for group in batch]
    kinds = set(map(type, written))
    if bytes not in kinds:
        return batch
    texts = list(map(_text, written)) if str in kinds else _texts(written)
    _, *numbers = zip(*batch, strict=True)
    return list(zip(texts, *numbers, strict=True))


def _texts(written: Sequence[bytes | None]) -> Sequence[str | None]:
    """Decode all as one, which takes a fifth of the time, or one by one where a text has lines."""
    texts = b"\n".join([text or b"" for text in written]).decode("utf-8", "replace").split("\n")
    if len(texts) != len(written):
        return list(map(_text, written))
    if None not in written:
        return texts
    return [None if text is None else read for text, read in zip(written, texts, strict=True)]


def _text(written: bytes | str | None) -> str | None:
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else written
