"""Batches: a day's groups, many at a time, as columns, so that what is done to all is done at once.

A group is a client text with its sales, revenue and gross profit: the database's own sum over all
sales with that text, or one of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import cast

from app.database.driver import Row as Group

Texts = Sequence[str | None]
# The client texts, how many sales each has, their revenues and gross profits in minor units.
Columns = tuple[Texts, Sequence[int], Sequence[int], Sequence[int]]
# What the database sent, to be read when there is time for it.
Batch = Callable[[], Columns]
Batches = Iterable[Batch]


def unread(groups: Iterable[Sequence[Group]]) -> Batches:
    """Make batches of groups as a driver gives them."""
    return (partial(in_columns, some) for some in groups)


def no_groups() -> Columns:
    """Be a batch of nothing."""
    return [], [], [], []


def in_columns(groups: Sequence[Group]) -> Columns:
    """Return groups, as a driver gives them, as columns, and the client texts as text."""
    if not groups:
        return no_groups()
    written, sales, revenues, gross_profits = zip(*groups, strict=True)
    return decoded(written), sales, revenues, gross_profits


def groups(batches: Batches) -> Iterator[Group]:
    """Yield the groups one by one."""
    return chain.from_iterable(zip(*batch(), strict=True) for batch in batches)


def decoded(written: Sequence[bytes | str | None]) -> Texts:
    """Return client texts as text; some drivers give bytes, or bytes and text."""
    kinds = set(map(type, written))
    if bytes not in kinds:
        return cast("Texts", written)
    if str in kinds:
        return list(map(_text, written))
    return _texts(cast("Sequence[bytes | None]", written))


def other_texts(texts: Texts, canonical_lines: re.Pattern[str]) -> list[int]:
    """Return the places of the texts that are no client IDs as they stand.

    They are matched as the lines of one text, which takes a quarter of the time of each by itself.
    """
    lines = _as_lines(texts)
    others: list[int] = []
    place, at = 0, 0
    while found := canonical_lines.match(lines, at):
        place += lines.count("\n", at, found.end())
        if place >= len(texts):
            break
        others.append(place)
        place, at = place + 1, lines.find("\n", found.end()) + 1
    return others


def _as_lines(texts: Texts) -> str:
    """Write each text on a line of its own; one that has several is no client ID, nor is none."""
    lines = "\n".join([text or "" for text in texts] + [""])
    if lines.count("\n") == len(texts):
        return lines
    return "\n".join(["" if text is None or "\n" in text else text for text in texts] + [""])


def _texts(written: Sequence[bytes | None]) -> Texts:
    """Decode all as one, which takes a fifth of the time, or one by one where a text has lines."""
    texts = b"\n".join([text or b"" for text in written]).decode("utf-8", "replace").split("\n")
    if len(texts) != len(written):
        return list(map(_text, written))
    if None not in written:
        return texts
    return [None if text is None else read for text, read in zip(written, texts, strict=True)]


def _text(written: bytes | str | None) -> str | None:
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else written
