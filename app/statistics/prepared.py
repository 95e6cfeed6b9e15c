"""Sources made ready to be asked: the day's statement, written once per source and process."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import text

from app.database.driver import Column
from app.database.faults import SourceFault, SourceUnavailable
from app.database.session import Session
from app.database.statement import Statement, compile_statement
from app.sales.day import Day
from app.shops.database_url import MYSQL
from app.shops.source import SelectSource, Source
from app.statistics.batches import Batches, unread
from app.statistics.bounds import Bounds, bounds
from app.statistics.columns import refuse_misfits, refuse_misnamed
from app.statistics.query import (
    Sales,
    day_query,
    select_sales,
    shape_query,
    table_sales,
)
from app.statistics.slices import Slices, slices
from app.statistics.small_days import SmallDays, small_days


@dataclass(frozen=True, slots=True)
class PreparedSource:
    """The statements of one source in its database's dialect, written for these columns.

    ``shape`` yields no rows, but tells the columns. ``texts`` adds up a day per client text;
    ``nothing`` gives no rows at all: cheap, yet it fails where the real one would. ``days`` reads
    the days of a table faster, where there is a way.
    """

    shape: Statement
    columns: Sequence[Column]
    texts: Statement
    nothing: Statement
    days: Slices | SmallDays | None

    def sales_of(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of a day by themselves where they come packed, else per client text."""
        if self.days is None:
            return self.texts_of(session, day)
        return self.days.batches(session, day)

    def texts_of(self, session: Session, day: Bounds) -> Batches:
        """Yield the sales of a day per client text, in the order of its bytes."""
        return unread(session.fetch(self.texts, since=day.since, until=day.until))

    def none_of(self, session: Session, day: Bounds) -> Batches:
        """Yield nothing, or fail where the others would."""
        return unread(session.fetch(self.nothing, since=day.since, until=day.until))


class PreparedSources:
    """The prepared sources of one process, each made when it is first asked."""

    def __init__(self) -> None:
        self._by_shop: dict[str, dict[str, PreparedSource]] = {}
        self._doubted: set[str] = set()
        self._lock = threading.Lock()

    def ready(self, shop: str, source: Source) -> PreparedSource | None:
        """Return a shop's source if it is ready, and nothing makes it doubtful."""
        return None if shop in self._doubted else self._known(shop, source)

    def get(self, shop: str, source: Source, session: Session, day: Day) -> PreparedSource:
        """Return a shop's source made ready; raises SourceUnavailable where it cannot be."""
        ready = self.ready(shop, source)
        if ready and not _has_changed(ready, source, session, day):
            return ready
        known = self._known(shop, source)
        prepared = prepare(source, session, day)
        if known is not None:
            _refuse_lost_columns(known, prepared)
        with self._lock:
            self._by_shop.setdefault(shop, {})[source.name] = prepared
        return prepared

    def _known(self, shop: str, source: Source) -> PreparedSource | None:
        return self._by_shop.get(shop, {}).get(source.name)

    def doubt(self, shop: str) -> None:
        """Prepare the shop's sources anew from now on: its schema has changed."""
        with self._lock:
            self._doubted.add(shop)

    def trust(self, shop: str) -> None:
        """Go on with what is prepared: it was just answered."""
        if shop in self._doubted:
            with self._lock:
                self._doubted.discard(shop)


def prepare(source: Source, session: Session, day: Day) -> PreparedSource:
    """Write the statements of a source, whose columns its database describes first.

    Raises SourceUnavailable, also where a column cannot be what the shop's file says of it.
    """
    span = bounds(day, source.time_kind, session.dialect.name)
    shape = compile_statement(shape_query(source), session.dialect)
    columns = _columns(source, shape, session, span)
    sales = _sales(source, columns, session)
    query = day_query(sales)
    texts = compile_statement(query, session.dialect)
    return PreparedSource(
        shape=shape,
        columns=columns,
        texts=texts,
        nothing=compile_statement(query.where(text("1 = 0")), session.dialect),
        days=_days(source, sales, texts, session, day),
    )


def _days(
    source: Source, sales: Sales, texts: Statement, session: Session, day: Day
) -> Slices | SmallDays | None:
    if isinstance(source, SelectSource):
        return None
    if session.dialect.name == "sqlite":
        return slices(source, session, bounds(day, source.time_kind, session.dialect.name))
    if session.dialect.name == "postgresql":
        return small_days(source, sales, texts, session, day)
    return None


def _sales(source: Source, columns: list[Column], session: Session) -> Sales:
    exact = {column.name for column in columns if column.is_exact}
    if isinstance(source, SelectSource):
        refuse_misnamed(columns)
        return select_sales(source, {column.name for column in columns}, exact)
    refuse_misfits(source, columns, session)
    return table_sales(source, exact)


def _columns(source: Source, shape: Statement, session: Session, span: Bounds) -> list[Column]:
    described = session.describe(shape, since=span.since, until=span.until)
    if not isinstance(source, SelectSource):
        return described
    return [replace(column, name=column.name.lower()) for column in described]


def _has_changed(ready: PreparedSource, source: Source, session: Session, day: Day) -> bool:
    """Tell whether a column of MySQL has another type by now; it would compare by other rules.

    Elsewhere the statement is refused, or the guard sees it in the end of the table.
    """
    if session.dialect.name not in MYSQL or isinstance(source, SelectSource):
        return False
    span = bounds(day, source.time_kind, session.dialect.name)
    return ready.columns != _columns(source, ready.shape, session, span)


def _refuse_lost_columns(known: PreparedSource, prepared: PreparedSource) -> None:
    """A SELECT that lost its amount would be answered with zeros: better not at all."""
    lost = {each.name for each in known.columns} - {each.name for each in prepared.columns}
    if lost:
        raise SourceUnavailable(
            SourceFault.SCHEMA, f"the SELECT no longer yields {', '.join(sorted(lost))}"
        )
