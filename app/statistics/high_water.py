"""The rule of the high-water mark: when a source is whole, and when it has shrunk; pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.ledger.marks import Mark, latest
from app.statistics.presence import Seen


def bar(mark: Mark) -> datetime | None:
    """Return the moment that the newest sale may not lie before; None when all is well."""
    return mark.newest if mark.shrunk else mark.floor


def reaches(mark: Mark, newest: datetime | None) -> bool:
    """Tell whether a source with this newest sale still reaches its mark."""
    low = bar(mark)
    return low is None or (newest is not None and newest >= low)


def raised(mark: Mark, seen: Seen, slack: timedelta) -> Mark:
    """Raise a mark to the end of its source, which is whole."""
    if seen.newest is None:
        return replace(mark, shrunk=False)
    floor = min(seen.newest - slack, seen.earlier or seen.newest)
    return replace(
        mark,
        newest=latest(mark.newest, seen.newest),
        floor=latest(mark.floor, floor),
        shrunk=False,
    )


def shrunk_reason(mark: Mark, seen: Seen) -> str:
    """Say in one line what was lost, and what to do when that is how it should be."""
    now = "it is empty" if seen.newest is None else f"its newest sale is of {_shown(seen.newest)}"
    return (
        f"{now}, though {_shown(mark.newest)} was reached before; if that is how it should be, "
        f"run: shopstat guard reset --shop {mark.shop} --source {mark.source}"
    )


def _shown(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
