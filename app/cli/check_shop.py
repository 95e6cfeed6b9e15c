"""What is to be said of one shop: can its sources be asked, and does what they tell make sense?"""

from collections.abc import Iterator
from dataclasses import replace

from app.accounts.login import utc_now
from app.cli.check_site import inspect_site
from app.cli.guarded import guarded_statistics
from app.cli.yesterday import yesterday_of
from app.database.faults import SourceFault, SourceUnavailable, UnknownDatabase
from app.database.reading import Reader, Readers
from app.database.writing import LedgerUnavailable
from app.ledger.schema import LedgerOutdated
from app.shops.shop import Shop
from app.statistics.diagnosis import last_week, newest, surveyed
from app.statistics.drift import drifted
from app.statistics.inspection import Finding, Severity, fault, inspect
from app.statistics.question import Question
from config.settings import Settings

_OF_THE_LEDGER = (LedgerOutdated, LedgerUnavailable, UnknownDatabase)


def check_shop(shop: Shop, settings: Settings, readers: Readers) -> Iterator[Finding]:
    """Yield what is found, the database first; the ledger's own faults are told elsewhere."""
    question = Question(shop, yesterday_of(shop))
    inspected = inspect(question, readers)
    drift = list(_drift(shop, readers, inspected))
    named = {finding.subject for finding in drift}
    yield from (each for each in inspected if each.subject not in named)
    yield from drift
    yield from _shrunken(question, settings)
    if all(each.severity is not Severity.FAULT for each in (*inspected, *drift)):
        yield from _looked_at(shop, settings, readers, inspected)
    yield from inspect_site(shop, settings.ledger_url)


def _drift(shop: Shop, readers: Readers, inspected: list[Finding]) -> Iterator[Finding]:
    """Name the columns that are gone, unless the database itself did not answer."""
    answers = any(each.severity is not Severity.FAULT for each in inspected)
    if shop.database is not None and answers:
        try:
            yield from drifted(shop, readers.reader(shop.database))
        except SourceUnavailable as error:
            yield _unseen(shop.name, error)


def _looked_at(
    shop: Shop, settings: Settings, readers: Readers, inspected: list[Finding]
) -> Iterator[Finding]:
    """Look at the newest sales and the last week, but never where that reads a table whole."""
    slow = {each.subject for each in inspected if each.severity is Severity.WARNING}
    sources = [each for each in shop.sources if f"{shop.name}/{each.name}" not in slow]
    bounded = len(sources) == len(shop.sources)
    if shop.database is not None:
        preset = shop.preset if bounded else None  # its survey may need the index that is missing
        asked = replace(shop, sources=tuple(sources), preset=preset)
        yield from _newest(asked, readers.reader(shop.database))
    if bounded:
        yield from _last_week(shop, settings)


def _newest(shop: Shop, reader: Reader) -> Iterator[Finding]:
    try:
        yield from surveyed(shop, reader)
        for source in shop.sources:
            yield newest(shop, source, reader, utc_now())
    except SourceUnavailable as error:
        yield _unseen(shop.name, error)


def _last_week(shop: Shop, settings: Settings) -> Iterator[Finding]:
    try:
        yield last_week(shop, guarded_statistics(settings), yesterday_of(shop))
    except SourceUnavailable as error:
        if error.fault is not SourceFault.SHRUNK:
            yield _unseen(shop.name, error)
    except _OF_THE_LEDGER:
        return


def _shrunken(question: Question, settings: Settings) -> Iterator[Finding]:
    """Tell of a source that lost its newest sales; other faults were found before."""
    try:
        guarded_statistics(settings).probe(question)
    except SourceUnavailable as error:
        if error.fault is SourceFault.SHRUNK:
            yield fault(question.shop.name, error)
    except _OF_THE_LEDGER:
        return


def _unseen(subject: str, error: SourceUnavailable) -> Finding:
    told = fault(subject, error)
    return replace(told, severity=Severity.NOTE, text=f"could not be looked at: {told.text}")
