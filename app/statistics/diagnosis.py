"""A shop whose sources answer, looked at more closely: does what they tell make sense?

Little is read: the latest orders, the newest sale by an index, and the last week.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.database.reading import Reader
from app.database.session import Session
from app.sales.day import Day
from app.shops.preset import FilledPreset, Survey
from app.shops.shop import Shop
from app.shops.source import Source, TimeKind
from app.shops.survey import Counts, survey
from app.statistics.inspection import Finding, Severity
from app.statistics.newest import newest_sale
from app.statistics.preview import preview
from app.statistics.statistics import Statistics

DAYS = 7
LONG_AGO = timedelta(days=14)
CLOCKS_DIFFER = timedelta(minutes=10)
FEW = 0.5
MOST_LISTED = 20

_ZONE_CURE = (
    "compare it with the clock on the shop's wall: correct the kind of time (in a preset its "
    "option time_kind) or time_zone in the shop's file"
)


def surveyed(shop: Shop, reader: Reader) -> Iterator[Finding]:
    """Tell what the platform's latest orders hold that the preset's options leave out.

    Raises SourceUnavailable.
    """
    if shop.preset is None:
        return
    filled = shop.preset
    for asked, counts in reader.read(lambda session: list(survey(session, filled))):
        if asked.of == "currency":
            yield from _currencies(shop, counts)
            continue
        named = _named(filled, asked.options)
        if named and asked.leaves_out:
            yield from _counted(shop.name, asked, named, counts)
        elif named:
            yield from _left_out(shop.name, asked, named, counts)


def newest(shop: Shop, source: Source, reader: Reader, now: datetime) -> Finding:
    """Tell when the newest sale of a source was, by the clock on the shop's wall.

    Raises SourceUnavailable.
    """
    subject = f"{shop.name}/{source.name}"

    def look(session: Session) -> datetime | None:
        return newest_sale(source, session, shop.time_zone, now)

    moment = reader.read(look)
    if moment is None:
        cure = "compare the conditions and the kind of time with what is in its tables"
        return Finding(Severity.NOTE, subject, "it has no sale of the last three years", cure)
    told = f"its newest sale is of {_shown(moment, source)}, {shop.time_zone.key}"
    if moment > now + CLOCKS_DIFFER and source.time_kind is not TimeKind.DATE:
        return Finding(Severity.WARNING, subject, f"{told}: that is in the future", _ZONE_CURE)
    if moment < now - LONG_AGO:
        cure = "if the shop has sold since, its conditions or options leave those sales out"
        return Finding(Severity.NOTE, subject, f"{told}: that is long ago", cure)
    return Finding(Severity.OK, subject, told)


def last_week(shop: Shop, statistics: Statistics, yesterday: Day) -> Finding:
    """Tell how many sales of the last seven days have a client ID; raises SourceUnavailable."""
    dates = (yesterday.date - timedelta(days=back) for back in range(DAYS))
    seen = list(preview(statistics, shop, (Day(each, yesterday.zone) for each in dates)))
    matched = sum(day.matched for day in seen)
    sales = matched + sum(day.unmatched for day in seen)
    told = f"{matched} of {sales} sales of the last {DAYS} days have a client ID"
    if sales == 0:
        return Finding(Severity.NOTE, shop.name, f"it sold nothing in the last {DAYS} days")
    if matched < FEW * sales:
        latest = max(day.day.date for day in seen if day.unmatched)
        cure = f"shopstat unmatched --date {latest} --shop {shop.name} tells what was written"
        return Finding(Severity.WARNING, shop.name, told, cure)
    return Finding(Severity.OK, shop.name, told)


def _named(filled: FilledPreset, options: Iterable[str]) -> set[str]:
    """Return what the lists among these options hold."""
    lists = (filled.options[name] for name in options)
    return {str(value) for each in lists if isinstance(each, tuple) for value in each}


def _counted(shop: str, asked: Survey, named: set[str], counts: Counts) -> Iterator[Finding]:
    others = {value: number for value, number in counts.items() if value not in named}
    if others:
        text = f"found in the latest orders, and counted, being not in {asked.of}: "
        cure = f"where some of these are no sales, add them to {asked.of} in [preset_options]"
        yield Finding(Severity.NOTE, shop, text + _listed(others), cure)


def _left_out(shop: str, asked: Survey, wanted: set[str], counts: Counts) -> Iterator[Finding]:
    others = {value: number for value, number in counts.items() if value not in wanted}
    name = " or ".join(asked.options)
    if counts and not wanted & counts.keys():
        text = f"none of the latest orders has what {name} asks for; there are {_listed(others)}"
        cure = f"write those that are sales into {name} in [preset_options]"
        yield Finding(Severity.WARNING, shop, text, cure)
    elif others:
        text = f"found in the latest orders, and not in {name}: {_listed(others)}"
        cure = f"where some of these are sales, add them to {name} in [preset_options]"
        yield Finding(Severity.NOTE, shop, text, cure)


def _currencies(shop: Shop, counts: Counts) -> Iterator[Finding]:
    others = {value: number for value, number in counts.items() if value != shop.currency}
    if counts and shop.currency not in counts:
        text = f"none of the latest orders is in {shop.currency}; there are {_listed(others)}"
        yield Finding(Severity.WARNING, shop.name, text, "correct currency in the shop's file")
    elif others:
        text = f"the latest orders are in other currencies than {shop.currency} too"
        cure = "see what its preset does with them: shopstat presets"
        yield Finding(Severity.NOTE, shop.name, f"{text}: {_listed(others)}", cure)


def _listed(counts: Counts) -> str:
    listed = [f"{value or '(empty)'} {number}" for value, number in counts.items()]
    more = [f"and {len(listed) - MOST_LISTED} more"] if len(listed) > MOST_LISTED else []
    return ", ".join(listed[:MOST_LISTED] + more)


def _shown(moment: datetime, source: Source) -> str:
    if source.time_kind is TimeKind.DATE:
        return str(moment.date())
    return f"{moment:%Y-%m-%d %H:%M}"
