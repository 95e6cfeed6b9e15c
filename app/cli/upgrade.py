"""The command that brings the ledger to the current schema."""

import click

from app.database.writing import open_writing
from app.ledger import schema
from config.settings import load_settings


@click.command()
def upgrade() -> None:
    """Bring the ledger to the current schema; doing it twice does no harm.

    \b
    Example:
      shopstat upgrade
    """
    engine = open_writing(load_settings().ledger_url)
    schema.upgrade(engine)
    engine.dispose()
    click.echo("The ledger has the current schema.")
