"""The command for the ledger: the groups of its days proven equal to the sales, or made anew."""

from collections.abc import Iterable

import click
from sqlalchemy import Connection, Engine

from app.cli.chosen_shop import chosen_shop
from app.database.retrying import write
from app.database.writing import open_writing, reading
from app.ledger.day_rows import see_one_moment
from app.ledger.rebuilding import compare, is_made_with, rebuild
from app.ledger.schema import require_current
from app.shops.shop import Shop
from config.settings import Settings, load_settings

CURE = "run shopstat ledger rebuild"


@click.group()
def ledger() -> None:
    """The ledger: the sales that were entered here."""


@ledger.command("rebuild")
@click.option("--shop", help="Only this shop; otherwise every one.")
@click.option("--check", is_flag=True, help="Change nothing; exit status 1 if anything differs.")
def rebuild_days(shop: str | None, check: bool) -> None:
    """Make the finished figures of every day anew from the sales themselves.

    Needed after the time zone of a shop was changed; answers are right before, only slower.

    \b
    Example:
      shopstat ledger rebuild --check
    """
    settings = load_settings()
    engine = open_writing(settings.ledger_url)
    require_current(engine)
    work = _check if check else _rebuild
    right = [work(engine, each) for each in _chosen(settings, shop)]
    engine.dispose()
    if not all(right):
        raise SystemExit(1)


def _chosen(settings: Settings, shop: str | None) -> Iterable[Shop]:
    return list(settings.shops.values()) if shop is None else [chosen_shop(settings, shop)]


def _check(engine: Engine, shop: Shop) -> bool:
    """Tell of the days that differ; return whether there are none."""
    with reading(engine, seconds=None) as connection:
        see_one_moment(connection)
        if not is_made_with(connection, shop.name, shop.time_zone):
            click.echo(f"{shop.name}: its days are of another zone; {CURE}")
            return False
        return _equal(connection, shop)


def _rebuild(engine: Engine, shop: Shop) -> bool:
    """Make the days anew; return whether they equal the sales now."""

    def work(connection: Connection) -> bool:
        mended = rebuild(connection, shop.name, shop.time_zone)
        click.echo(f"{shop.name}: {len(mended)} days mended.")
        return _equal(connection, shop)

    return write(engine, work, seconds=None)


def _equal(connection: Connection, shop: Shop) -> bool:
    days = differing = 0
    for compared in compare(connection, shop.name, shop.time_zone):
        days += 1
        if not compared.equal:
            differing += 1
            click.echo(f"{shop.name}: {compared.day} differs from its sales; {CURE}")
    if not differing:
        click.echo(f"{shop.name}: {days} days, all equal to their sales.")
    return not differing
