"""The flags of a new shop: none may be left unread, whoever gave it expects it to count."""

from collections.abc import Mapping
from dataclasses import dataclass

import click

from app.cli.ask_preset import NONE


@dataclass(frozen=True, slots=True)
class ShopFlags:
    """What the flags say of a new shop."""

    time_zone: str | None
    currency: str | None
    preset: str | None
    options: tuple[str, ...]
    source: Mapping[str, str | None]

    @property
    def names_preset(self) -> bool:
        """Whether a platform was named, and not that there is none."""
        return self.preset not in (None, NONE)


def table_flags(source: Mapping[str, str | None]) -> str:
    """List those of the flags about a table that were given."""
    given = (key for key, value in source.items() if value is not None)
    return ", ".join(f"--{key.replace('_', '-')}" for key in given)


def refuse_unread(flags: ShopFlags, *, has_database: bool, has_preset: bool) -> None:
    """Raise ``click.UsageError`` for flags about what the shop will not have."""
    of_a_table = table_flags(flags.source)
    if flags.names_preset and flags.source["table"] is not None:
        raise click.UsageError("give either --preset or --table, not both")
    if not has_database and (flags.names_preset or of_a_table):
        unread = "--preset" if flags.names_preset else of_a_table
        raise click.UsageError(f"{unread}: there is no database; name it with --database")
    if flags.options and not has_preset:
        raise click.UsageError("--option fills the blanks of a preset, and there is none")
    if has_preset and of_a_table:
        raise click.UsageError(f"{of_a_table}: the preset has its own tables; add --preset none")
