"""The command that looks at everything an answer depends on, and says the cure for each fault."""

from collections.abc import Iterable, Iterator, Mapping

import click

from app.accounts import store
from app.accounts.account import Account
from app.cli.check_site import inspect_site
from app.cli.guarded import guarded_statistics
from app.cli.yesterday import yesterday_of
from app.database.faults import SourceFault, SourceUnavailable, UnknownDatabase
from app.database.reading import Readers
from app.database.writing import LedgerUnavailable, open_writing, reading
from app.ledger.day_rows import zones_of_days
from app.ledger.schema import LedgerOutdated, require_current
from app.statistics.inspection import Finding, Severity, fault, inspect
from app.statistics.question import Question
from config.settings import Settings, load_settings

COLOURS = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.FAULT: "red"}


@click.command()
def check() -> None:
    """Check settings, ledger and every shop: database, names, rights, index use.

    Ends with exit status 1 when anything would keep /stat from answering.

    \b
    Example:
      shopstat check
    """
    settings = load_settings()
    findings = [_settings(settings), *_ledger(settings)]
    readers = Readers(settings.limits)
    for shop in settings.shops.values():
        question = Question(shop, yesterday_of(shop))
        findings += inspect(question, readers)
        findings += _shrunken(question, settings)
        findings += inspect_site(shop, settings.ledger_url)
    for finding in findings:
        _show(finding)
    if any(finding.severity is Severity.FAULT for finding in findings):
        raise SystemExit(1)


def _settings(settings: Settings) -> Finding:
    shops = ", ".join(settings.shops)
    text = f"{settings.instance} can be read; shops: {shops or 'none yet'}"
    if shops:
        return Finding(Severity.OK, "settings", text)
    return Finding(Severity.FAULT, "settings", text, "run shopstat init, or shopstat demo")


def _ledger(settings: Settings) -> Iterator[Finding]:
    engine = open_writing(settings.ledger_url)
    try:
        require_current(engine)
        with reading(engine) as connection:
            accounts = store.list_accounts(connection)
            zones = zones_of_days(connection)
    except LedgerOutdated as error:
        yield Finding(Severity.FAULT, "ledger", str(error), "run shopstat upgrade")
    except LedgerUnavailable as error:
        yield Finding(Severity.FAULT, "ledger", str(error), "start it, or correct [ledger] url")
    else:
        yield Finding(Severity.OK, "ledger", "answers and is at the current schema")
        yield from _left_behind(accounts, settings)
        yield from _moved(zones, settings)


def _left_behind(accounts: Iterable[Account], settings: Settings) -> Iterator[Finding]:
    for account in accounts:
        if account.shop not in settings.shops and not account.disabled:
            yield Finding(
                Severity.WARNING,
                f"account {account.name}",
                f"its shop {account.shop} is not set up here; a new one of that name would be read",
                f"run shopstat account disable {account.name}",
            )


def _moved(zones: Mapping[str, str], settings: Settings) -> Iterator[Finding]:
    """Tell of shops whose zone was changed after sales were entered."""
    for shop in settings.shops.values():
        if zones.get(shop.name, shop.time_zone.key) != shop.time_zone.key:
            yield Finding(
                Severity.WARNING,
                shop.name,
                f"its days in the ledger are of {zones[shop.name]}: answers are right, but slow",
                "run shopstat ledger rebuild",
            )


def _shrunken(question: Question, settings: Settings) -> Iterator[Finding]:
    """Tell of a source that lost its newest sales; other faults were found before."""
    try:
        guarded_statistics(settings).probe(question)
    except SourceUnavailable as error:
        if error.fault is SourceFault.SHRUNK:
            yield fault(question.shop.name, error)
    except (LedgerOutdated, LedgerUnavailable, UnknownDatabase):
        return


def _show(finding: Finding) -> None:
    mark = click.style(f"{finding.severity:7}", fg=COLOURS[finding.severity])
    click.echo(f"{mark} {finding.subject}: {finding.text}")
    if finding.cure:
        click.echo(f"        cure: {finding.cure}")
