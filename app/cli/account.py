"""The commands for accounts: add, list, password, disable, enable, remove."""

from typing import IO

import click

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.login import utc_now
from app.accounts.passwords import hash_password
from app.cli.account_list import list_accounts
from app.cli.account_password import password
from app.cli.chosen_shop import chosen_shop
from app.cli.current_ledger import current_ledger
from app.cli.new_password import new_password, password_options
from config.settings import load_settings


@click.group()
def account() -> None:
    """Accounts: who may log in, for which shop, to do what."""


account.add_command(list_accounts)
account.add_command(password)


@account.command()
@click.argument("name")
@click.option("--shop", help="The shop it may see; needed when the instance has several.")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    default=[Role.PULL.value],
    show_default=True,
    help="What it may do: pull the statistics, send sales to POST /sales, operate the desk; may be "
    "given several times.",
)
@password_options
def add(
    name: str, shop: str | None, roles: tuple[str, ...], password_file: IO[str] | None, ask: bool
) -> None:
    """Create the account NAME; a generated password is printed once, on the last line.

    \b
    Example:
      shopstat account add alytics --shop north --role pull
      shopstat account add anna --shop north --role operate
      shopstat account add crm --shop north --role send
    """
    settings = load_settings()
    added = Account(name, chosen_shop(settings, shop).name, frozenset(map(Role, roles)))
    chosen = new_password(password_file, ask)
    with current_ledger(settings) as connection:
        store.add(connection, added, hash_password(chosen.text), utc_now())
    click.echo(f"The account {name} of the shop {added.shop} may {_listed(added.roles)}.")
    chosen.show()


@account.command()
@click.argument("name")
def disable(name: str) -> None:
    """Shut the account NAME out, from its next request on.

    \b
    Example:
      shopstat account disable alytics
    """
    with current_ledger(load_settings()) as connection:
        store.disable(connection, name)
    click.echo(f"The account {name} is disabled; to undo this run: shopstat account enable {name}")


@account.command()
@click.argument("name")
def enable(name: str) -> None:
    """Let the account NAME log in again, with the password it had.

    \b
    Example:
      shopstat account enable alytics
    """
    with current_ledger(load_settings()) as connection:
        store.enable(connection, name)
    click.echo(f"The account {name} is enabled.")


@account.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask whether this is meant.")
def remove(name: str, yes: bool) -> None:
    """Delete the account NAME and its passwords for good; what it asked stays in the log of pulls.

    To shut it out and keep it, disable it.

    \b
    Example:
      shopstat account remove alytics --yes
    """
    settings = load_settings()
    if not yes:
        click.confirm(
            f"Remove the account {name} for good? (To keep it: shopstat account disable {name})",
            abort=True,
        )
    with current_ledger(settings) as connection:
        store.remove(connection, name)
    click.echo(f"The account {name} is removed.")


def _listed(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(roles))
