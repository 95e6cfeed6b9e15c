"""The command that fills the instance with a demo shop, to try Shopstat and to copy from."""

import os
import sqlite3
from pathlib import Path

import click

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.login import utc_now
from app.accounts.passwords import hash_password
from app.cli.demo_database import fill
from app.cli.instance import example, make_instance, upgraded_ledger
from app.cli.new_shop import file_of, write_private
from config.instance import instance_folder

DEMO = "demo"


@click.command()
@click.option("--if-needed", is_flag=True, help="Do nothing when there is a shop of one's own.")
def demo(if_needed: bool) -> None:
    """Fill the instance with a demo shop: three months of calls and sales, account demo.

    Done again, it adds the days since then and keeps what is there.

    \b
    Example:
      shopstat demo
    """
    instance = instance_folder(os.environ)
    if if_needed and _has_own_shop(instance):
        return
    make_instance(instance)
    database, file = instance / "demo-shop.db", file_of(instance, DEMO)
    _fill(database)
    if not file.exists():
        write_private(file, example("shops", "demo.toml"))
    _add_account(instance)
    click.echo(f"The demo shop has its sales in {database}, and an account demo.")
    click.echo(f"Its file is an example to copy: {file}")
    if not if_needed:
        click.echo("Next: shopstat serve")


def _has_own_shop(instance: Path) -> bool:
    return any(file.stem != DEMO for file in (instance / "shops").glob("*.toml"))


def _fill(database: Path) -> None:
    try:
        fill(database, utc_now())
    except sqlite3.Error as error:
        raise click.ClickException(f"{database} cannot be filled: {error}") from error


def _add_account(instance: Path) -> None:
    """Add the account demo with its well-known password; one that is there stays as it is."""
    with upgraded_ledger(instance) as connection:
        if store.find(connection, DEMO, utc_now()) is None:
            account = Account(DEMO, DEMO, frozenset({Role.PULL}))
            store.add(connection, account, hash_password(DEMO), utc_now())
