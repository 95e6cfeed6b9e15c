"""The steps of an import on the command line: shown, recorded, undone."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import Connection

from app.accounts.login import utc_now
from app.cli.import_told import previewed, recorded, understood
from app.database.retrying import write
from app.database.writing import LedgerUnavailable, open_writing
from app.intake.faults import Fault
from app.intake.importing import SENDER, Receipt, enter_file, hash_of
from app.intake.preview import Preview, preview
from app.intake.refused import refused_writer
from app.intake.sale_rows import Manner, judge
from app.intake.table_file import TableFile
from app.ledger.entry import Origin, Way
from app.ledger.imports import undo_import
from app.ledger.schema import require_current
from app.shops.shop import Shop
from config.settings import Settings

ACCOUNT = "cli"

_CURE = "see that it runs and its disk has room, then do the same again"

Item = TypeVar("Item")
Made = TypeVar("Made")


def show(table: TableFile, manner: Manner, refused: Path | None) -> Preview:
    """Show how the file is understood and what it would bring; keep the refused rows."""
    click.echo("\n".join(understood(table, manner)))
    with _kept(refused) as keep, _progress("Reading", judge(table, manner), table.lines) as rows:
        found = preview(rows, manner.shop.time_zone, manner.shop.unmask, keep)
    click.echo("\n".join(previewed(found, manner.shop.currency)))
    if refused is not None:
        click.echo(f"The refused rows are in {refused}.")
    return found


def record(settings: Settings, file: Path, table: TableFile, manner: Manner, rows: int) -> str:
    """Enter the sales in one transaction; say what became of them.

    Raises ``AlreadyImported``, and ``click.ClickException`` where the file was changed meanwhile.
    """
    hash = hash_of(file)

    def work(connection: Connection) -> Receipt:
        with _progress("Recording", judge(table, manner), rows) as judged:
            receipt = enter_file(connection, _origin(manner.shop), file.name, hash, judged)
        if hash_of(file) != hash:
            raise click.ClickException("the file was changed meanwhile: nothing was recorded")
        return receipt

    return recorded(_written(settings, work))


def undo(settings: Settings, shop: Shop, number: int) -> int:
    """Undo an import and return how many sales it took back; raises ``NoSuchImport``."""
    return _written(settings, lambda connection: undo_import(connection, _origin(shop), number))


def _origin(shop: Shop) -> Origin:
    return Origin(shop.name, shop.time_zone, SENDER, Way.FILE, ACCOUNT, utc_now())


def _written(settings: Settings, work: Callable[[Connection], Made]) -> Made:
    """Do the work in a transaction of the ledger, which may take its time."""
    engine = open_writing(settings.ledger_url)
    try:
        require_current(engine)
        return write(engine, work, seconds=None)
    except LedgerUnavailable as error:
        raise click.ClickException(f"nothing was recorded: {error}; {_CURE}") from error
    finally:
        engine.dispose()


@contextmanager
def _progress(label: str, items: Iterable[Item], length: int) -> Iterator[Iterable[Item]]:
    """Show on stderr how far it is; ``length`` may be a little off."""
    with click.progressbar(
        items,
        length,
        label,
        hidden=not sys.stderr.isatty(),
        file=sys.stderr,
        update_min_steps=1000,
        show_pos=True,
    ) as bar:
        yield bar


@contextmanager
def _kept(refused: Path | None) -> Iterator[Callable[[list[Fault]], None]]:
    if refused is None:
        yield lambda faults: None
    else:
        with refused.open("w", encoding="utf-8-sig", newline="") as file:
            yield refused_writer(file)
