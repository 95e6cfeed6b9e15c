"""A shop inspected: would its sources answer, at what cost, and with which rights?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from app.database.driver import Plan
from app.database.faults import SourceFault, SourceUnavailable, UnknownDatabase
from app.database.reading import Reader, Readers
from app.database.session import Session
from app.shops.source import Source, TableSource
from app.statistics.bounds import bounds
from app.statistics.conditions import met_by_none
from app.statistics.prepared import prepare
from app.statistics.question import Question
from app.statistics.replica import lag, require_replayed


class Severity(StrEnum):
    """How bad a finding is.

    A fault stops the answers, a danger lets somebody do harm, a warning may make the answers wrong
    or slow.
    """

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    DANGER = "danger"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, and what to do about it."""

    severity: Severity
    subject: str
    text: str
    cure: str = ""


_SEE_REPLICATION = (
    "GRANT pg_read_all_stats (PostgreSQL), SLAVE MONITOR (MariaDB) or REPLICATION CLIENT (MySQL) "
    "to the login, on the primary"
)
_CURES = {
    SourceFault.UNREACHABLE: "start the database, or correct database in the shop's file",
    SourceFault.REFUSED: "give the login its password and the right to SELECT back",
    SourceFault.DEADLINE: "make an index on the time column, or raise query_timeout_seconds",
    SourceFault.BUSY: "try again; give the login more connections if it stays so",
    SourceFault.SCHEMA: "correct the name or the kind in the shop's file, or mend the column",
    SourceFault.DATA: "give the column a type that fits, or mend it in a SELECT source",
    SourceFault.BEHIND: "let the replica catch up, or name its primary and take [replica] out",
    SourceFault.SHRUNK: "wait for the restore to end, or run shopstat guard reset",
}


def inspect(question: Question, readers: Readers) -> list[Finding]:
    """Return what is to be said of a shop's sources on the day of the question."""
    shop = question.shop
    if shop.database is None:
        return [Finding(Severity.OK, shop.name, "its sales are in the ledger")]
    try:
        reader = readers.reader(shop.database)
        findings = reader.read(partial(_rights, shop.name))
        if shop.replica_grace is not None:
            findings.append(reader.read(partial(_replica, question)))
    except UnknownDatabase as error:
        return [Finding(Severity.FAULT, shop.name, str(error), "use a database that is served")]
    except SourceUnavailable as error:
        return [fault(shop.name, error)]
    for source in shop.sources:
        try:
            findings += reader.read(partial(_source, question, source))
        except SourceUnavailable as error:
            findings.append(fault(f"{shop.name}/{source.name}", error))
        else:
            findings += _conditions(question, source, reader)
    return list(dict.fromkeys(findings))


def fault(subject: str, error: SourceUnavailable) -> Finding:
    """Tell of a source that gave no answer, and the cure."""
    return Finding(Severity.FAULT, subject, error.reason.strip(), _CURES[error.fault])


def _rights(subject: str, session: Session) -> list[Finding]:
    if session.may_write():
        return [
            Finding(
                Severity.DANGER,
                subject,
                "its database answers; the login could write to it, though Shopstat never does",
                "use a login that may only SELECT (README, A login that can only read)",
            )
        ]
    return [Finding(Severity.OK, subject, "its database answers, and can only be read")]


def _replica(question: Question, session: Session) -> Finding:
    subject = question.shop.name
    try:
        require_replayed(question, session)
        replay = session.replay()
    except SourceUnavailable as error:
        if error.fault is SourceFault.REFUSED:
            return Finding(Severity.FAULT, subject, error.reason.strip(), _SEE_REPLICATION)
        return fault(subject, error)
    return Finding(Severity.OK, subject, f"its database is a replica, {lag(replay)}")


def _source(question: Question, source: Source, session: Session) -> list[Finding]:
    """Ask for no rows, so that every name and right is tried, and read the plan of the day."""
    subject = f"{question.shop.name}/{source.name}"
    prepared = prepare(source, session, question.day)
    span = bounds(question.day, source.time_kind, session.dialect.name)
    values = {"since": span.since, "until": span.until}
    list(session.fetch(prepared.nothing, **values))
    return list(_plan(subject, source, session.plan(prepared.texts, **values)))


def _plan(subject: str, source: Source, plan: Plan) -> Iterator[Finding]:
    if not plan.scanned:
        rows = "" if plan.rows is None else f", some {plan.rows} rows by estimate"
        yield Finding(Severity.OK, subject, f"every name is there; an index bounds the day{rows}")
    for table in plan.scanned:
        yield Finding(
            Severity.WARNING,
            subject,
            f"every name is there; each day reads the table {table} whole",
            _index_cure(source, table),
        )


def _conditions(question: Question, source: Source, reader: Reader) -> list[Finding]:
    """Tell of a ``where`` that no sale meets; where looking takes too long, say nothing."""
    if not isinstance(source, TableSource) or not source.where:
        return []
    try:
        if not reader.read(partial(met_by_none, source, question.day)):
            return []
    except SourceUnavailable:
        return []
    return [
        Finding(
            Severity.WARNING,
            f"{question.shop.name}/{source.name}",
            f"the table {source.table} has sales, but none that where lets through",
            f"compare the values of where with those in {', '.join(source.where)}",
        )
    ]


def _index_cure(source: Source, table: str) -> str:
    if isinstance(source, TableSource):
        return f"CREATE INDEX {table}_{source.time_column} ON {source.table} ({source.time_column})"
    return f"if {table} is large, make an index that its conditions can use"
