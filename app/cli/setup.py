"""The command that sets up an instance with a first shop and its account."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import Connection

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.login import utc_now
from app.accounts.passwords import generate_password, hash_password
from app.cli.ask_source import ask_source
from app.cli.asking import CURRENCY, SHOP, TIME_ZONE, Asking
from app.cli.instance import make_instance, upgraded_ledger
from app.cli.new_database import ask_database, database_options
from app.cli.new_password import NewPassword
from app.cli.new_shop import check_shop, file_of, write_shop
from app.cli.shop_text import NewShop
from config.instance import instance_folder

_SOURCE_FLAGS = {
    "--table": "Table with one row per sale.",
    "--time-column": "Its column with the time of the sale.",
    "--time-kind": "How that tells the time: utc, local, tz, mysql-ts, unix, unix-ms or date.",
    "--client-id": "Its column that the operator writes the client ID in.",
    "--revenue": "Its column with the amount.",
    "--cost": "Its column with the cost.",
    "--channel": "How these sales are made: call or offline.",
}


def _source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for flag, meaning in reversed(_SOURCE_FLAGS.items()):
        command = click.option(flag, help=meaning)(command)
    return command


@click.command()
@click.option("--shop", help="Name of the shop.  [default: main]")
@click.option("--time-zone", help="Its time zone, such as Europe/Moscow.")
@click.option("--currency", help="Its currency, such as RUB.")
@database_options
@click.option("--account", help="Name of the first account.  [default: as the shop]")
@click.option("--yes", is_flag=True, help="Ask nothing, take the defaults.")
@_source_options
def init(
    shop: str | None,
    time_zone: str | None,
    currency: str | None,
    database: str | None,
    database_file: IO[str] | None,
    account: str | None,
    yes: bool,
    **source: str | None,
) -> None:
    """Set up an instance with a shop and its first account; asks what no flag says.

    The account's password is shown once, alone on the last line. The password of the database is
    asked for without being shown; a script gives the URL with --database-file.

    \b
    Examples:
      shopstat init
      shopstat init --shop main --time-zone Europe/Moscow --currency RUB --yes
    """
    instance, ask = instance_folder(os.environ), Asking(interactive=not yes)
    name = ask("Name of the shop", "--shop", shop, SHOP, default="main")
    _refuse_known(file_of(instance, name))
    zone = ask("Time zone, such as Europe/Moscow", "--time-zone", time_zone, TIME_ZONE)
    money = ask("Currency, such as RUB", "--currency", currency, CURRENCY)
    found = ask_database(ask, database, database_file, instance)
    table = ask_source(ask, found, source) if found else None
    new = NewShop(name, zone, money, found.written if found else None, table)
    _create(instance, new, account or name)


def _refuse_known(file: Path) -> None:
    if file.exists():
        raise click.ClickException(
            f"the shop is there already: edit {file}, or give another name with --shop"
        )


def _create(instance: Path, shop: NewShop, account: str) -> None:
    if shop.is_complete:
        check_shop(shop, instance)
    password = NewPassword(generate_password(), generated=True)
    make_instance(instance)
    with upgraded_ledger(instance) as connection:
        _refuse_heirs(connection, shop.name)
        puller = Account(account, shop.name, frozenset({Role.PULL}))
        store.add(connection, puller, hash_password(password.text), utc_now())
        write_shop(shop, instance)
    click.echo(f"The shop {shop.name} is set up: {file_of(instance, shop.name)}")
    click.echo(_next_step(shop, file_of(instance, shop.name)))
    click.echo(f"The account {account} may ask for its sales.")
    password.show()


def _refuse_heirs(connection: Connection, shop: str) -> None:
    """Let no login of an earlier shop of this name into the new one."""
    known = store.list_accounts(connection)
    heirs = [each.name for each in known if each.shop == shop and not each.disabled]
    if heirs:
        cures = "; ".join(f"shopstat account disable {name}" for name in heirs)
        raise click.ClickException(
            f"there was a shop {shop} before, and its accounts would read the new one: "
            f"{', '.join(heirs)}; to shut them out run: {cures}; "
            "or give the shop another name with --shop"
        )


def _next_step(shop: NewShop, file: Path) -> str:
    if shop.is_complete:
        return "Next: shopstat check, then shopstat serve, or reload the server if it runs"
    return f"Next: write in {file} where the sales are, under [[source]]; then shopstat check"
