"""The commands for the guard: how far each source reaches, and to have that forgotten."""

import click

from app.cli.chosen_shop import chosen_shop
from app.cli.current_ledger import current_ledger
from app.ledger import marks
from app.ledger.marks import Mark
from app.shops.shop import Shop
from config.settings import load_settings


@click.group()
def guard() -> None:
    """The guard: no answer from a source that lost its newest sales."""


@guard.command("list")
def list_marks() -> None:
    """Show how far each source was seen to reach, and which has shrunk.

    \b
    Example:
      shopstat guard list
    """
    settings = load_settings()
    with current_ledger(settings) as connection:
        known = [mark for shop in settings.shops for mark in marks.marks_of(connection, shop)]
    if not known:
        click.echo("No source was asked yet.")
    for mark in known:
        click.echo(_told(mark))


@guard.command()
@click.option("--shop", help="The shop; needed when the instance has several.")
@click.option("--source", help="The source; without it all of the shop.")
def reset(shop: str | None, source: str | None) -> None:
    """Forget how far a source reached, when its newest sales are gone for good.

    Answers go on at once, from what is there now.

    \b
    Example:
      shopstat guard reset --shop north --source calls
    """
    settings = load_settings()
    chosen = chosen_shop(settings, shop)
    with current_ledger(settings) as connection:
        for name in _sources(chosen, source):
            marks.reset(connection, chosen.name, name)
            click.echo(f"The mark of {chosen.name}/{name} is forgotten.")


def _sources(shop: Shop, name: str | None) -> list[str]:
    known = [source.name for source in shop.sources]
    if name is None:
        return known
    if name not in known:
        there = ", ".join(known) or "none"
        raise click.BadParameter(
            f"{name!r} is no source; there are: {there}", param_hint="--source"
        )
    return [name]


def _told(mark: Mark) -> str:
    if mark.newest is None:
        reach = "nothing seen since the reset"
    else:
        reach = f"newest sale {mark.newest:%Y-%m-%d %H:%M} UTC"
    return f"{mark.shop}/{mark.source}: {reach}{', SHRUNK' if mark.shrunk else ''}"
