"""The command that looks at everything an answer depends on, and says the cure for each fault."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

import click

from app.accounts import store
from app.accounts.account import Account
from app.cli.check_shop import check_shop
from app.cli.chosen_shop import chosen_shop
from app.database.reading import Readers
from app.database.writing import LedgerUnavailable, open_writing, reading
from app.ledger.day_rows import zones_of_days
from app.ledger.schema import LedgerOutdated, require_current
from app.shops.faults import Fault, Misconfigured
from app.statistics.inspection import Finding, Severity
from config.settings import Settings, load_settings

COLOURS = {
    Severity.OK: "green",
    Severity.NOTE: "cyan",
    Severity.WARNING: "yellow",
    Severity.DANGER: "red",
    Severity.FAULT: "red",
}
FAILED = {Severity.DANGER, Severity.FAULT}


@click.command()
@click.option("--shop", help="Look at this shop only.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON document.")
def check(shop: str | None, as_json: bool) -> None:
    """Check settings, ledger and every shop: rights, names, index use, clock, statuses, client IDs.

    Each finding is ok, a note, a warning, a danger or a fault, with its cure. A fault keeps /stat
    from answering; a danger is a login that could write to the shop's database. Either ends with
    exit status 1. No big table is read whole.

    \b
    Examples:
      shopstat check
      shopstat check --json
    """
    try:
        findings = _findings(load_settings(), shop)
    except Misconfigured as error:
        if not as_json:
            raise
        findings = [_of_a_file(each) for each in error.faults]
    _show(findings, as_json)
    if any(finding.severity in FAILED for finding in findings):
        raise SystemExit(1)


def _findings(settings: Settings, shop: str | None) -> list[Finding]:
    findings = [_settings(settings), *_ledger(settings)]
    readers = Readers(settings.limits)
    chosen = [chosen_shop(settings, shop)] if shop else settings.shops.values()
    for each in chosen:
        findings += check_shop(each, settings, readers)
    return findings


def _of_a_file(told: Fault) -> Finding:
    text = f"{told.key} = {told.value}" if told.key else "cannot be used"
    return Finding(Severity.FAULT, told.file, text, told.cure)


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


def _show(findings: Sequence[Finding], as_json: bool) -> None:
    if as_json:
        told = {"findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for finding in findings:
        mark = click.style(f"{finding.severity:7}", fg=COLOURS[finding.severity])
        click.echo(f"{mark} {finding.subject}: {finding.text}")
        if finding.cure:
            click.echo(f"        cure: {finding.cure}")
