"""Which indexes a database searches for a day's sales, as its EXPLAIN tells."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.database.driver import Limits
from app.database.reading import Readers
from app.database.session import Session
from app.database.statement import Statement
from app.sales.day import Day
from app.shops.source import Source
from app.statistics.bounds import bounds
from app.statistics.prepared import PreparedSource, prepare
from app.statistics.slices import Slices
from app.statistics.small_days import SmallDays


@dataclass(frozen=True, slots=True)
class Explain:
    """How one kind of database tells its plan: the words, and where a row names an index."""

    words: str
    step: Callable[[Sequence[Any]], str]
    search: re.Pattern[str]


def _last(row: Sequence[Any]) -> str:
    return str(row[-1])


def _type_and_key(row: Sequence[Any]) -> str:
    """MariaDB's columns: id, select_type, table, type, possible_keys, key, …"""
    return f"{row[3]} {row[5]}"


EXPLAIN = {
    "sqlite": Explain(
        "EXPLAIN QUERY PLAN", _last, re.compile(r"SEARCH \w+ USING (?:COVERING )?INDEX (\w+)")
    ),
    "postgresql": Explain("EXPLAIN", _last, re.compile(r"Index Scan (?:using|on) (\w+)")),
    "mysql": Explain("EXPLAIN", _type_and_key, re.compile(r"range (\w+)")),
}


def searched_indexes(url: str, source: Source, day: Day) -> set[str]:
    """Ask a database, through our own session, by which indexes it would find a day's sales."""
    readers = Readers(Limits())
    indexes = readers.reader(url).read(lambda session: _searched(session, source, day))
    readers.close()
    return indexes


def _searched(session: Session, source: Source, day: Day) -> set[str]:
    span = bounds(day, source.time_kind, session.dialect.name)
    values = {"since": span.since, "until": span.until, "first": span.since, "after": span.until}
    indexes = [_named(session, query, values) for query in _asked(prepare(source, session, day))]
    assert all(indexes), "each of the statements searches an index"
    return set[str]().union(*indexes)


def _asked(prepared: PreparedSource) -> list[Statement]:
    match prepared.days:
        case Slices(cut=cut, packed=packed, rest=rest):
            return [cut, packed, rest]
        case SmallDays(packed=packed):
            return [packed, prepared.texts]
    return [prepared.texts]


def _named(session: Session, query: Statement, values: dict[str, Any]) -> set[str]:
    explain = EXPLAIN[session.dialect.name]
    statement = replace(query, text=f"{explain.words} {query.text}")
    rows = session.rows(statement, **values)
    found = (explain.search.search(explain.step(row)) for row in rows)
    return {match[1] for match in found if match}
