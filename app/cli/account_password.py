"""The command that gives an account a new password while the present one works on."""

from datetime import timedelta
from typing import IO

import click

from app.accounts import store
from app.accounts.login import utc_now
from app.accounts.passwords import hash_password
from app.cli.current_ledger import current_ledger
from app.cli.new_password import new_password, password_options
from config.settings import load_settings

OVERLAP_HOURS = 24
LONGEST_OVERLAP_HOURS = 24 * 366


@click.command()
@click.argument("name")
@click.option(
    "--overlap-hours",
    type=click.IntRange(0, LONGEST_OVERLAP_HOURS),
    show_default=str(OVERLAP_HOURS),
    help="How long the present password still works; 0 ends it at once.",
)
@click.option("--end-old", is_flag=True, help="Only end a replaced password now; make no new one.")
@password_options
def password(
    name: str, overlap_hours: int | None, end_old: bool, password_file: IO[str] | None, ask: bool
) -> None:
    """Give the account NAME a new password; the present one works on for a while.

    With --end-old no password is made: the one that was replaced before ends at once.

    \b
    Examples:
      shopstat account password alytics
      shopstat account password alytics --overlap-hours 0
      shopstat account password alytics --end-old
    """
    if not end_old:
        hours = OVERLAP_HOURS if overlap_hours is None else overlap_hours
        return _replace(name, hours, password_file, ask)
    if password_file or ask or overlap_hours is not None:
        raise click.UsageError(
            "--end-old stands alone; to replace a password and end the present one at once, "
            "use --overlap-hours 0"
        )
    return _end_old(name)


def _replace(name: str, overlap_hours: int, password_file: IO[str] | None, ask: bool) -> None:
    settings = load_settings()
    replacement = new_password(password_file, ask)
    now = utc_now()
    until = now + timedelta(hours=overlap_hours)
    with current_ledger(settings) as connection:
        ended = store.set_password(connection, name, hash_password(replacement.text), now, until)
    click.echo(f"The account {name} has a new password.")
    if ended:
        click.echo("The one replaced before has ended: at most two work at once.")
    if overlap_hours:
        click.echo(
            f"The old one works until {until:%Y-%m-%d %H:%M} UTC; "
            f"to end it at once run: shopstat account password {name} --end-old"
        )
    replacement.show()


def _end_old(name: str) -> None:
    with current_ledger(load_settings()) as connection:
        ended = store.end_old_passwords(connection, name)
    click.echo(
        f"The old password of {name} has ended."
        if ended
        else f"{name} has only one password; nothing was ended."
    )
