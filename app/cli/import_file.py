"""The command that takes in a file of sales: shown first, then recorded whole or not at all."""

from pathlib import Path

import click

from app.accounts.login import utc_now
from app.cli.answers import shop_option
from app.cli.chosen_shop import chosen_shop
from app.cli.import_steps import record, show, undo
from app.intake.columns import find_columns, shape_of
from app.intake.fields import Field
from app.intake.preview import Preview
from app.intake.remembered import remember, remembered
from app.intake.sale_rows import Manner
from app.intake.table_file import TableFile, table_file
from app.ledger.imports import AlreadyImported
from app.sales.channel import Channel
from app.shops.shop import Shop
from config.settings import Settings, load_settings


class ColumnParam(click.ParamType[tuple[str, str]]):
    """A column of a file and what it means."""

    name = "FIELD=HEADER"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Read ``revenue=Сумма``; wrong use where the field is none."""
        name, equals, header = value.partition("=")
        if not equals or name not in set(Field):
            self.fail(f"expected FIELD=HEADER with a field of {', '.join(Field)}", param, ctx)
        return name, header.strip()


@click.command("import")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@shop_option
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.OFFLINE.value,
    show_default=True,
    help="The channel of rows that do not say theirs.",
)
@click.option(
    "--column",
    "said",
    type=ColumnParam(),
    multiple=True,
    help="Which column gives a field; remembered for files with this header.",
)
@click.option("--dry-run", is_flag=True, help="Only show what the file would bring.")
@click.option("--accept-good", is_flag=True, help="Record the good rows of a file with bad ones.")
@click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the bad rows to this CSV file.",
)
@click.option(
    "--undo", "undone", type=click.IntRange(1), metavar="ID", help="Undo the import of this number."
)
def import_file(
    file: Path | None,
    shop: str | None,
    channel: str,
    said: tuple[tuple[str, str], ...],
    dry_run: bool,
    accept_good: bool,
    refused: Path | None,
    undone: int | None,
) -> None:
    """Record the sales of a CSV file or a spreadsheet, for a shop without a database.

    FIELD is date, time, client_id, channel, count, revenue, cost, profit, id or comment. What is
    not said is remembered from the last file with these headers, or guessed from them, and shown.

    \b
    Example:
      shopstat import calls.csv --channel call --column revenue=Оплата --dry-run
    """
    settings = load_settings()
    chosen = _with_its_sales_here(chosen_shop(settings, shop))
    if undone is not None:
        taken_back = undo(settings, chosen, undone)
        click.echo(f"Import {undone} is undone: {taken_back} sales are taken back.")
    elif file is None:
        raise click.UsageError("name a file, or an import with --undo")
    else:
        with table_file(file) as table:
            shape = shape_of(table.headers)
            known = remembered(settings.instance, chosen.name, shape)
            columns = find_columns(table.headers, dict(said), known)
            manner = Manner(chosen, columns, Channel(channel), utc_now())
            found = show(table, manner, refused)
            if dry_run:
                click.echo("Nothing was recorded, because of --dry-run.")
                return
            _refuse_bad(found, accept_good)
            click.echo(_recorded(settings, file, table, manner, found.rows))
            remember(settings.instance, chosen.name, shape, columns.said())


def _with_its_sales_here(shop: Shop) -> Shop:
    if shop.database is not None:
        raise click.UsageError(
            f"the sales of {shop.name} are in its own database: record them there, "
            "or take database out of the shop's file"
        )
    return shop


def _refuse_bad(found: Preview, accept_good: bool) -> None:
    if not found.rows:
        raise click.ClickException("nothing was recorded: there is no row below the header")
    if found.refused and not accept_good:
        raise click.ClickException(
            "nothing was recorded: mend the refused rows (--refused FILE lists them all), "
            "or record the others with --accept-good"
        )


def _recorded(settings: Settings, file: Path, table: TableFile, manner: Manner, rows: int) -> str:
    try:
        return record(settings, file, table, manner, rows)
    except AlreadyImported as again:
        return f"{again}. To import it anew: shopstat import --undo {again.before.number}"
