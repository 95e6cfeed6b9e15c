"""The command that writes a shop's days as a file, for platforms that take files."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, TextIO

import click

from app.cli.answers import DateParam, shop_option
from app.cli.chosen_shop import chosen_shop
from app.cli.guarded import guarded_statistics
from app.intake.alytics_csv import write_day, write_headers
from app.sales.day import Day
from app.shops.shop import Shop
from app.statistics.question import Question
from config.settings import load_settings


@click.command()
@click.option("--from", "first", type=DateParam(), required=True, help="The first day.")
@click.option("--to", "last", type=DateParam(), required=True, help="The last day.")
@shop_option
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="-", help="The file.")
def export(first: date, last: date, shop: str | None, output: str) -> None:
    """Write what /stat answers for a range of days as Alytics' CSV.

    The file is written when every day has been answered, or not at all.

    \b
    Example:
      shopstat export --from 2026-11-01 --to 2026-11-21 -o november.csv
    """
    if last < first:
        raise click.UsageError("--to is before --from")
    settings = load_settings()
    asked = chosen_shop(settings, shop)
    statistics = guarded_statistics(settings)
    with TemporaryFile() as file:
        with _text_on(file) as text:
            write_headers(text)
            for day in _days(asked, first, last):
                with statistics.rows(Question(asked, day)) as rows:
                    write_day(text, day.date, rows)
        file.seek(0)
        with click.open_file(output, "wb") as target:
            shutil.copyfileobj(file, target)
    if output != "-":
        click.echo(f"The days from {first} to {last} are in {output}.")


@contextmanager
def _text_on(file: IO[bytes]) -> Iterator[TextIO]:
    """Write text to a file that stays open."""
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    yield text
    text.detach()


def _days(shop: Shop, first: date, last: date) -> Iterator[Day]:
    for number in range((last - first).days + 1):
        yield Day(first + timedelta(days=number), shop.time_zone)
