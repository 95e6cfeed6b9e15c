"""The command for cron: an alarm when nobody asks, or when a source has no new sales."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import click
from sqlalchemy import Connection

from app.accounts.login import utc_now
from app.cli.chosen_shop import chosen_shop
from app.cli.current_ledger import current_ledger
from app.cli.span import SpanParam
from app.database.faults import SourceUnavailable
from app.database.reading import Readers
from app.ledger.pulls import last_answered, last_asked
from app.shops.shop import Shop
from app.statistics.freshness import silent_sources
from config.settings import Settings, load_settings

SPAN = SpanParam()


@click.command()
@click.option("--shop", help="Only this shop; otherwise every one.")
@click.option(
    "--asked-within", type=SPAN, default="26h", show_default=True, help="Longest without an answer."
)
@click.option("--sold-within", type=SPAN, help="Longest without a new sale in any one source.")
def watch(shop: str | None, asked_within: timedelta, sold_within: timedelta | None) -> None:
    """Raise the alarm when a platform stopped asking or a source stopped growing; for cron.

    Ends with exit status 1 and a line for each alarm.

    \b
    Example:
      shopstat watch --asked-within 26h --sold-within 3d
    """
    settings = load_settings()
    watched = list(settings.shops.values()) if shop is None else [chosen_shop(settings, shop)]
    alarms = list(_unasked(settings, watched, utc_now() - asked_within))
    if sold_within is not None:
        alarms += _unsold(settings, watched, utc_now() - sold_within)
    for alarm in alarms:
        click.echo(alarm)
    if alarms:
        raise SystemExit(1)
    click.echo("All is well.")


def _unasked(settings: Settings, shops: list[Shop], since: datetime) -> Iterator[str]:
    with current_ledger(settings) as connection:
        for shop in shops:
            answered = last_answered(connection, shop.name)
            if answered is None or answered < since:
                yield f"{shop.name}: {_silence(connection, shop, answered, since)}"


def _silence(connection: Connection, shop: Shop, answered: datetime | None, since: datetime) -> str:
    last = "never" if answered is None else _shown(answered)
    asked = last_asked(connection, shop.name)
    if asked is None or asked < since:
        return f"nobody has asked since {_shown(since)}; the last answer: {last}"
    return f"no question was answered since {_shown(since)}, see: shopstat pulls; the last: {last}"


def _unsold(settings: Settings, shops: list[Shop], since: datetime) -> Iterator[str]:
    readers = Readers(settings.limits)
    for shop in shops:
        try:
            for source in silent_sources(shop, since, utc_now(), readers):
                yield f"{shop.name}/{source}: no sale since {_shown(since)}"
        except SourceUnavailable as error:
            yield f"{shop.name}: {error}"


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
