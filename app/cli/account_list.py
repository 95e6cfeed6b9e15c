"""The command that shows every account, and until when a replaced password still works."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import click

from app.accounts import store
from app.accounts.account import Account
from app.accounts.login import utc_now
from app.cli.current_ledger import current_ledger
from config.settings import load_settings

_HEADINGS = ("NAME", "SHOP", "ROLES", "STATE", "OLD PASSWORD")


@click.command("list")
def list_accounts() -> None:
    """Show every account: name, shop, roles, whether it may log in, and its old password.

    An old password is one that was replaced and works until the time shown.

    \b
    Example:
      shopstat account list
    """
    with current_ledger(load_settings()) as connection:
        known = store.list_accounts(connection)
        until = store.replaced_until(connection, utc_now())
    if not known:
        click.echo("There are no accounts yet; to make one run: shopstat account add NAME")
        return
    for line in _aligned([_HEADINGS, *(_told(one, until) for one in known)]):
        click.echo(line)


def _told(account: Account, until: Mapping[str, datetime]) -> Sequence[str]:
    end = until.get(account.name)
    return (
        account.name,
        account.shop,
        ", ".join(sorted(account.roles)),
        "disabled" if account.disabled else "enabled",
        f"until {end:%Y-%m-%d %H:%M} UTC" if end else "-",
    )


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
