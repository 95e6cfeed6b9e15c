"""The last days of a shop that is being set up, side by side, from the real statistics."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

import click

from app.accounts.login import utc_now
from app.database.driver import Limits
from app.database.faults import SourceFault
from app.database.reading import Readers
from app.platforms import PLATFORMS
from app.sales.day import Day
from app.sales.money import write_amount
from app.shops.shop import Shop
from app.statistics.newest import newest_sale
from app.statistics.preview import DaySeen, preview
from app.statistics.question import Question
from app.statistics.statistics import Statistics

# A shop whose database is away or slow may be set up; one that answers wrongly may not.
MAY_PASS = {SourceFault.UNREACHABLE, SourceFault.DEADLINE, SourceFault.BUSY}
DAYS = 7
SHOWN_OF_AN_ANSWER = 160


def last_days(shop: Shop, readers: Readers) -> list[Day]:
    """Return the days up to that of the newest sale, or none; raises SourceUnavailable."""
    newest = _newest(shop, readers)
    if newest is None:
        return []
    last = min(newest, utc_now()).astimezone(shop.time_zone).date()
    return [Day(last - timedelta(days=back), shop.time_zone) for back in reversed(range(DAYS))]


def show_last_days(shop: Shop, readers: Readers) -> Day | None:
    """Print the days and the beginning of the newest answer; return the day of that answer.

    Raises SourceUnavailable.
    """
    days = last_days(shop, readers)
    if not days:
        click.echo("There are no sales in it yet, or none that its sources count.")
        return None
    statistics = Statistics(readers)
    seen = list(preview(statistics, shop, days))
    for line in _table(seen, shop.currency):
        click.echo(line)
    click.echo(f"/stat?date={days[-1].date} will answer: {_answer(statistics, shop, days[-1])}")
    return days[-1]


def own_readers() -> Readers:
    """Return readers with the limits that a server has by default."""
    return Readers(Limits())


def _newest(shop: Shop, readers: Readers) -> datetime | None:
    def look() -> list[datetime | None]:
        return readers.reader(str(shop.database)).read(
            lambda session: [
                newest_sale(source, session, shop.time_zone, utc_now()) for source in shop.sources
            ]
        )

    return max((moment for moment in look() if moment is not None), default=None)


def _table(seen: Sequence[DaySeen], currency: str) -> list[str]:
    rows = [("date", "sales", "with a client ID", f"revenue {currency}", "without, and why")]
    for day in seen:
        why = ", ".join(f"{reason} {number}" for reason, number in day.reasons.items())
        sales = str(day.matched + day.unmatched)
        told = f"{day.unmatched} ({why})" if day.reasons else "0"
        rows.append((str(day.day.date), sales, str(day.matched), write_amount(day.revenue), told))
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return ["  ".join(map(str.rjust, row[:-1], widths)) + f"  {row[-1]}" for row in rows]


def _answer(statistics: Statistics, shop: Shop, day: Day) -> str:
    written = BytesIO()
    with statistics.rows(Question(shop, day)) as rows:
        PLATFORMS[0].write_answer(rows.parts(), written)
    text = written.getvalue().decode()
    return text if len(text) <= SHOWN_OF_AN_ANSWER else f"{text[:SHOWN_OF_AN_ANSWER]}…"
