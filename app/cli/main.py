"""The command ``shopstat``: every command by name, and what went wrong in one message."""

from typing import Any

import click

from app.accounts.faults import AccountFault
from app.cli.account import account
from app.cli.answers import stat, unmatched
from app.cli.check import check
from app.cli.demo import demo
from app.cli.export import export
from app.cli.guard import guard
from app.cli.import_file import import_file
from app.cli.ledger import ledger
from app.cli.presets import presets
from app.cli.pulls import pulls
from app.cli.serve import serve
from app.cli.setup import init
from app.cli.upgrade import upgrade
from app.cli.watch import watch
from app.database.faults import SourceUnavailable, UnknownDatabase
from app.database.writing import LedgerUnavailable
from app.intake.faults import BadFile
from app.ledger.imports import NoSuchImport
from app.ledger.lock import LedgerLocked
from app.ledger.schema import LedgerOutdated, LedgerTooNew
from app.shops.faults import Misconfigured

_TROUBLE = (
    AccountFault,
    BadFile,
    LedgerLocked,
    LedgerOutdated,
    LedgerTooNew,
    LedgerUnavailable,
    Misconfigured,
    NoSuchImport,
    OSError,
    SourceUnavailable,
    UnknownDatabase,
)


class Commands(click.Group):
    """Commands in the order of first steps; trouble becomes one message and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which the commands were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can mend is told without a traceback."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except _TROUBLE as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands)
@click.version_option(package_name="shopstat", message="shopstat %(version)s")
def main() -> None:
    """Tell analytics platforms what was sold by phone and over the counter, per client ID.

    \b
    First steps:
      shopstat demo     a shop to try it with
      shopstat serve    answer on http://127.0.0.1:8080
      shopstat init     a shop of your own
      shopstat check    is everything right?
      shopstat account add alytics    let a platform in
    """


for command in (
    init,
    presets,
    demo,
    serve,
    stat,
    unmatched,
    import_file,
    export,
    check,
    account,
    pulls,
    watch,
    guard,
    ledger,
    upgrade,
):
    main.add_command(command)
