"""The shop that a command is about: the one named, or the only one there is."""

import click

from app.shops.shop import Shop
from config.settings import Settings


def chosen_shop(settings: Settings, name: str | None) -> Shop:
    """Return the shop; wrong use where the choice is missing or unknown."""
    known = ", ".join(sorted(settings.shops)) or "none yet; run: shopstat init"
    if name is None and len(settings.shops) == 1:
        return next(iter(settings.shops.values()))
    if name is None:
        raise click.UsageError(f"say which shop with --shop; there are: {known}")
    if name not in settings.shops:
        raise click.BadParameter(f"{name!r} is not a shop; there are: {known}", param_hint="--shop")
    return settings.shops[name]
