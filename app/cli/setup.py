"""The command that sets up an instance with a first shop and its account."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import Connection

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.login import utc_now
from app.accounts.passwords import generate_password, hash_password
from app.cli.ask_shop import ask_shop, show_new_shop
from app.cli.asking import SHOP, Asking
from app.cli.instance import make_instance, upgraded_ledger
from app.cli.new_database import ask_database, database_options
from app.cli.new_password import NewPassword
from app.cli.new_shop import file_of, url_file_of, write_shop
from app.cli.shop_flags import ShopFlags
from app.cli.shop_text import NewShop
from config.instance import instance_folder
from config.options_file import read_options
from config.settings import Settings

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
@database_options
@click.option("--preset", help="The platform's preset; none to name a table.  [default: as found]")
@click.option(
    "--option",
    multiple=True,
    metavar="NAME=VALUE",
    help="Fills a blank of the preset; may be given several times; a list is a,b,c.",
)
@click.option("--time-zone", help="Its time zone, such as Europe/Moscow.  [default: as found]")
@click.option("--currency", help="Its currency, such as RUB.  [default: as found]")
@click.option("--account", help="Name of the first account.  [default: as the shop]")
@click.option("--yes", is_flag=True, help="Ask nothing, take the defaults.")
@_source_options
def init(
    shop: str | None,
    account: str | None,
    yes: bool,
    database: str | None,
    database_file: IO[str] | None,
    time_zone: str | None,
    currency: str | None,
    preset: str | None,
    option: tuple[str, ...],
    **source: str | None,
) -> None:
    """Set up an instance with a shop and its first account; asks what no flag says.

    Of a database it finds out which platform it belongs to, proposes the preset with its options,
    and shows the last days as /stat would answer them, before anything is written.

    The account's password is shown once, alone on the last line. The password of the database is
    asked for without being shown; a script gives the URL with --database-file.

    \b
    Examples:
      shopstat init
      shopstat init --shop main --time-zone Europe/Moscow --currency RUB --yes
    """
    instance, ask = instance_folder(os.environ), Asking(interactive=not yes)
    name = ask("Name of the shop", "--shop", shop, SHOP, default="main")
    _refuse_known(instance, name)
    found = ask_database(ask, database, database_file, instance)
    flags = ShopFlags(time_zone, currency, preset, option, source)
    new = ask_shop(ask, name, found, flags, instance)
    day = show_new_shop(ask, new, instance)
    _create(instance, new, account or name, day)


def _refuse_known(instance: Path, name: str) -> None:
    file, url_file = file_of(instance, name), url_file_of(instance, name)
    if file.exists():
        raise click.ClickException(
            f"the shop is there already: edit {file}, or give another name with --shop"
        )
    if url_file.exists():
        raise click.ClickException(
            f"an earlier shop left {url_file}: take it away, or give another name with --shop"
        )


def _create(instance: Path, shop: NewShop, account: str, day: date) -> None:
    password = NewPassword(generate_password(), generated=True)
    make_instance(instance)
    with upgraded_ledger(instance) as connection:
        _refuse_heirs(connection, shop.name)
        puller = Account(account, shop.name, frozenset({Role.PULL}))
        store.add(connection, puller, hash_password(password.text), utc_now())
        write_shop(shop, instance)
    click.echo(f"The shop {shop.name} is set up: {file_of(instance, shop.name)}")
    click.echo(_next_step(shop, file_of(instance, shop.name)))
    click.echo(f"The account {account} may ask for its sales. Once the server runs, try:")
    click.echo(f"  {_try(instance, account, day)}")
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


def _try(instance: Path, account: str, day: date) -> str:
    options = read_options(Settings, instance, os.environ)
    address = f"{options['bind']}:{options['port']}"
    return f"curl -u {account} 'http://{address}/stat?date={day}'"
