"""The questions about a new shop, in an order in which its database answers as many as it can."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from app.accounts.login import utc_now
from app.cli.ask_preset import ask_preset
from app.cli.ask_source import ask_source
from app.cli.asking import CURRENCY, TIME_ZONE, Asking, Check
from app.cli.last_days import MAY_PASS, own_readers, show_last_days
from app.cli.new_database import NewDatabase
from app.cli.new_preset import PresetQuestions
from app.cli.new_shop import check_shop
from app.cli.preset_text import NewPreset
from app.cli.shop_flags import ShopFlags, refuse_unread
from app.cli.shop_text import NewShop
from app.database.faults import SourceUnavailable
from app.shops.detection import Candidate
from app.shops.shop import Shop
from app.statistics.inspection import fault


def ask_shop(
    ask: Asking, name: str, database: NewDatabase | None, flags: ShopFlags, instance: Path
) -> NewShop:
    """Return the shop as it is to be written; raises ``click.ClickException`` where it cannot be.

    With a table among the flags no platform is looked for.
    """
    candidate = None
    if database is not None:
        _tell_rights(database)
        if flags.source["table"] is None:
            candidate = ask_preset(ask, database.url, flags.preset)
    refuse_unread(flags, has_database=database is not None, has_preset=candidate is not None)
    zone, currency = _ask_place(ask, flags, candidate)
    url = database.written if database else None
    if database is None or candidate is None:
        table = ask_source(ask, database, flags.source) if database else None
        return NewShop(name, zone, currency, url, table)

    def shop_of(new: NewPreset) -> Shop:
        return check_shop(NewShop(name, zone, currency, url, preset=new), instance)

    readers = own_readers()
    try:
        with _telling(name):
            answered = PresetQuestions(ask, readers, shop_of).answered(candidate, flags.options)
    finally:
        readers.close()
    return NewShop(name, zone, currency, url, preset=answered)


def show_new_shop(ask: Asking, new: NewShop, instance: Path) -> date:
    """Show the shop's last days, and ask whether they are right; return a day to try it with.

    Raises ``Misconfigured`` where its file would be at fault.
    """
    today = utc_now().date()
    if not new.is_complete:
        return today
    shop = check_shop(new, instance)
    if shop.database is None:
        return today
    readers = own_readers()
    try:
        with _telling(new.name):
            day = show_last_days(shop, readers)
    except SourceUnavailable as error:
        click.echo(f"Its days cannot be shown now: {' '.join(error.reason.split())}", err=True)
        return today
    finally:
        readers.close()
    if ask.interactive:
        click.confirm("Write the shop's file?", default=True, abort=True)
    return day.date if day else today


def _ask_place(ask: Asking, flags: ShopFlags, found: Candidate | None) -> tuple[str, str]:
    zone = _fitting(TIME_ZONE, found.time_zone if found else None)
    money = _fitting(CURRENCY, found.currency if found else None)
    chosen = (
        ask("Time zone, such as Europe/Moscow", "--time-zone", flags.time_zone, TIME_ZONE, zone),
        ask("Currency, such as RUB", "--currency", flags.currency, CURRENCY, money),
    )
    for wanted, said in zip(chosen, (zone, money), strict=True):
        if said not in (None, wanted):
            click.echo(f"The platform itself says {said}; taken is {wanted}.")
    return chosen


def _fitting(check: Check, said: str | None) -> str | None:
    """Leave out what a database says of itself and no shop's file could hold."""
    try:
        return None if said is None else check(said)
    except click.BadParameter:
        return None


def _tell_rights(database: NewDatabase) -> None:
    if database.may_write:
        click.echo(
            "The database answers. Its login could write to it: Shopstat never does, but a login "
            "that may only SELECT is safer (README, A login that can only read)."
        )
    else:
        click.echo("The database answers, and this login can only read it.")


@contextmanager
def _telling(shop: str) -> Iterator[None]:
    try:
        yield
    except SourceUnavailable as error:
        if error.fault in MAY_PASS:
            raise
        finding = fault(shop, error)
        raise click.ClickException(
            f"nothing was written: {' '.join(finding.text.split())}; {finding.cure}"
        ) from error
