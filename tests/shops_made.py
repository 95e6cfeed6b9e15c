"""Shops, sources and sales for tests that show only what matters to them."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine

from app.database.driver import Limits, Row
from app.database.reading import Reader, Readers
from app.database.session import Session
from app.database.statement import Statement
from app.sales.channel import Channel
from app.sales.client_id import ClientIDFormat
from app.sales.day import Day
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.select import read_select
from app.shops.shop import Shop
from app.shops.source import SelectSource, Source, TableSource, TimeKind
from app.statistics.bounds import bounds
from app.statistics.prepared import prepare
from app.statistics.question import Question
from app.statistics.statistics import Statistics

UTC = ZoneInfo("UTC")
DAY = dt.date(2026, 11, 21)
NOON = "2026-11-21 12:00:00"
UNHURRIED = Limits(
    connect_timeout_seconds=30, query_timeout_seconds=60, pool_wait_seconds=30, pool_size=2
)
QUICK = replace(UNHURRIED, connect_timeout_seconds=0.3)
BRIEF_QUERIES = replace(UNHURRIED, query_timeout_seconds=0.3)
GOOD_TIME_SECONDS = 20  # many times the brief limits, less than the others, on a busy machine

CALLS = "CREATE TABLE calls (called_at {time}, client_id VARCHAR(60), amount {amount})"
A_SELECT = "SELECT client_id, amount AS revenue FROM calls WHERE {span}"
SPAN = "called_at >= :since AND called_at < :until"


def a_shop(
    *sources: Source, url: str | None = None, name: str = "north", zone: ZoneInfo = UTC
) -> Shop:
    """A shop whose client IDs look like 587-963."""
    return Shop(
        name=name,
        time_zone=zone,
        currency="RUB",
        unmask=Unmask(ClientIDFormat.parse("999-999"), frozenset({Mask.PLAIN})),
        database=url,
        sources=sources,
    )


def a_table(**changes: Any) -> TableSource:
    """The table ``calls`` of ``CALLS``, its times in UTC."""
    usual: dict[str, Any] = {
        "name": "calls",
        "channel": Channel.CALL,
        "table": "calls",
        "time_column": "called_at",
        "time_kind": TimeKind.UTC,
        "client_id": "client_id",
        "revenue": "amount",
    }
    return TableSource(**{**usual, **changes})


def a_select(text: str = A_SELECT, kind: TimeKind = TimeKind.UTC) -> SelectSource:
    """A SELECT as a shop's file would give it; ``{span}`` bounds the table ``calls``."""
    select = read_select(text.replace("{span}", SPAN))
    return SelectSource("store", Channel.OFFLINE, select, kind)


def a_question(shop: Shop, day: dt.date = DAY) -> Question:
    """What was sold by this shop on this day?"""
    return Question(shop, Day(day, shop.time_zone))


def execute(url: str, *statements: str) -> None:
    """Run statements as the shop would, not through our read-only session."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def a_calls_table(
    url: str, *sales: str, amount: str = "NUMERIC(14, 2)", indexed: bool = True
) -> None:
    """Make the table ``calls``; a sale is ``client ID, amount`` in SQL, at noon of ``DAY``."""
    time = "TEXT" if url.startswith("sqlite") else "TIMESTAMP NULL"
    time = "DATETIME" if url.startswith("mysql") else time
    rows = [f"INSERT INTO calls VALUES ('{NOON}', {sale})" for sale in sales]  # noqa: S608
    index = ["CREATE INDEX calls_at ON calls (called_at)"] if indexed else []
    execute(url, CALLS.format(time=time, amount=amount), *index, *rows)


@contextmanager
def a_reader(url: str, limits: Limits = UNHURRIED) -> Iterator[Reader]:
    """The reader of a database, closed afterwards."""
    reader = Reader(url, limits)
    try:
        yield reader
    finally:
        reader.forget_sessions()


@contextmanager
def statistics(limits: Limits = UNHURRIED) -> Iterator[Statistics]:
    """The statistics of a process, its sessions closed afterwards."""
    readers = Readers(limits)
    try:
        yield Statistics(readers)
    finally:
        readers.close()


def rows_of(asked: Statistics, shop: Shop, day: dt.date = DAY) -> list[tuple[str, int, int, int]]:
    """Client ID, sales, revenue and gross profit in minor units, per client."""
    with asked.rows(a_question(shop, day)) as rows:
        return list(rows)


def answered(url: str, *sources: Source) -> list[tuple[str, int, int, int]]:
    """Ask a shop with these sources once."""
    with statistics() as asked:
        return rows_of(asked, a_shop(*sources, url=url))


def all_rows(statement: str, **values: Any) -> Callable[[Session], list[Row]]:
    """Work for a reader: every row of a statement, written as the driver wants it."""
    order = tuple(values) or None
    return lambda session: session.rows(Statement(statement, {}, order), **values)


def batches_of(url: str, source: Source) -> list[list[Row]]:
    """Ask a source for the day as it is asked for an answer; give what comes together."""

    def asked(session: Session) -> list[list[Row]]:
        prepared = prepare(source, session, Day(DAY, UTC))
        span = bounds(Day(DAY, UTC), source.time_kind, session.dialect.name)
        return [[*zip(*batch(), strict=True)] for batch in prepared.sales_of(session, span)]

    with a_reader(url) as reader:
        return reader.read(asked)
