"""The commands that answer: a platform's bytes for a day, and what no platform gets to see."""

import sys
from datetime import date

import click

from app.cli.chosen_shop import chosen_shop
from app.cli.guarded import guarded_statistics
from app.platforms import PLATFORMS
from app.sales.day import Day, read_date
from app.sales.money import write_amount
from app.shops.source import Source, TableSource
from app.statistics.question import Question
from app.statistics.rows import Unmatched
from config.settings import Settings, load_settings


class DateParam(click.ParamType[date]):
    """A date as /stat takes it."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date; wrong use where it is none."""
        try:
            return read_date(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


date_option = click.option("--date", "day", type=DateParam(), required=True, help="The shop's day.")
shop_option = click.option("--shop", help="The shop; needed when the instance has several.")


@click.command()
@date_option
@shop_option
def stat(day: date, shop: str | None) -> None:
    """Print the very bytes that /stat would send.

    \b
    Example:
      shopstat stat --date 2026-11-21
    """
    settings = load_settings()
    with guarded_statistics(settings).rows(_question(settings, day, shop)) as rows:
        PLATFORMS[0].write_answer(rows.parts(), sys.stdout.buffer)
    if sys.stdout.isatty():
        click.echo()


@click.command()
@date_option
@shop_option
def unmatched(day: date, shop: str | None) -> None:
    """List the sales of a day that no client ID could be read from, and why.

    Sales with the same text are one line; the last lines say where to look for the texts.

    \b
    Example:
      shopstat unmatched --date 2026-11-21
    """
    settings = load_settings()
    question = _question(settings, day, shop)
    found = guarded_statistics(settings).unmatched(question)
    for sales in found:
        click.echo(_told(sales, question.shop.currency))
    click.echo(
        f"{_number(sum(sales.sales for sales in found))} without a client ID on {day}, "
        f"{write_amount(sum(sales.revenue for sales in found))} {question.shop.currency} in all."
    )
    for source in question.shop.sources:
        if any(sales.source == source.name for sales in found):
            click.echo(f"To find those of {source.name}, look for their texts in {_place(source)}.")


def _question(settings: Settings, day: date, shop: str | None) -> Question:
    asked = chosen_shop(settings, shop)
    return Question(asked, Day(day, asked.time_zone))


def _told(sales: Unmatched, currency: str) -> str:
    written = "nothing" if sales.text is None else repr(sales.text)
    amount = f"{write_amount(sales.revenue)} {currency}"
    return (
        f"{sales.source}: {written}: {_number(sales.sales)} for {amount}: "
        f"{sales.why.reason}: {sales.why.detail}"
    )


def _number(sales: int) -> str:
    return "1 sale" if sales == 1 else f"{sales} sales"


def _place(source: Source) -> str:
    if isinstance(source, TableSource):
        return f"the column {source.client_id} of the table {source.table}"
    return "what its SELECT yields as client_id"
