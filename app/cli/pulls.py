"""The command that shows who asked for what, and what they were told."""

import click

from app.cli.current_ledger import current_ledger
from app.ledger.pulls import Pull, newest_first
from app.sales.money import write_amount
from config.settings import load_settings


@click.command()
@click.option("--shop", help="Only the pulls of this shop.")
@click.option("--account", help="Only the pulls of this account.")
@click.option(
    "--last", default=20, show_default=True, type=click.IntRange(1), help="How many to list."
)
def pulls(shop: str | None, account: str | None, last: int) -> None:
    """List the last questions of the platforms, newest first, and what they were told.

    \b
    Example:
      shopstat pulls --shop north --last 50
    """
    with current_ledger(load_settings()) as connection:
        found = newest_first(connection, last, shop, account)
    if not found:
        click.echo("Nobody has asked yet.")
    for pull in found:
        click.echo(_told(pull))


def _told(pull: Pull) -> str:
    asked = f"{pull.at:%Y-%m-%d %H:%M:%S} UTC  {pull.account}  {pull.shop}  {pull.platform}"
    day = "no day" if pull.day is None else f"{pull.day}"
    return f"{asked}  {day}  {pull.status} {_outcome(pull)}, {pull.milliseconds} ms"


def _outcome(pull: Pull) -> str:
    if pull.problem is not None:
        return pull.problem
    if pull.revenue is None:
        return "answered"
    return f"{pull.rows} rows, {pull.sales} sales, {write_amount(pull.revenue)}"
