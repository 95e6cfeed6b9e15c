"""A source's columns checked before they are asked: one that cannot fit is told, not misread."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnClause, Select, column, func, select, table

from app.database.driver import Column, Holds
from app.database.faults import SourceFault, SourceUnavailable
from app.database.session import Session
from app.database.statement import compile_statement
from app.shops.database_url import MYSQL
from app.shops.source import Scalar, TableSource, TimeKind

_YIELDED = ("client_id", "revenue", "cost", "sales")

_NUMBERS = {TimeKind.UNIX, TimeKind.UNIX_MS}
_KINDS = {
    Holds.TIME: (TimeKind.UTC, TimeKind.LOCAL, TimeKind.DATE),
    Holds.INSTANT: (TimeKind.TZ, TimeKind.MYSQL_TS, TimeKind.UTC),
    Holds.DATE: (TimeKind.DATE,),
    Holds.OFFSETS: (TimeKind.TZ,),
    Holds.NUMBER: (TimeKind.UNIX, TimeKind.UNIX_MS),
    Holds.SMALL_NUMBER: (TimeKind.UNIX,),
}
_T = re.compile(r"\d{4}-\d\d-\d\dT")
# 0 apart, which changes nothing of what SQLite makes of a text.
_OFFSET = re.compile(r":\d\d(?:[.]\d+)? ?[-+](?!00:00)\d\d:\d\d$")
# What SQLite's typeof() says of a value.
_STORED = {"integer": Holds.NUMBER, "real": Holds.NUMBER, "text": Holds.TEXT}


def refuse_misnamed(columns: Sequence[Column]) -> None:
    """Refuse a SELECT without client_id, or with a column of a name that means nothing to us.

    ``amount AS revenu`` would be answered with zeros. Raises SourceUnavailable.
    """
    names = [column.name for column in columns]
    unknown = sorted({*names} - {*_YIELDED})
    if "client_id" not in names:
        raise _schema(f"the SELECT yields {', '.join(sorted(names))}; it must yield client_id")
    if unknown:
        raise _schema(
            f"the SELECT yields {', '.join(unknown)}; it may yield {', '.join(_YIELDED)} only"
        )


def refuse_misfits(source: TableSource, columns: Sequence[Column], session: Session) -> None:
    """Refuse a time column or a condition that its column's type can never meet.

    Raises SourceUnavailable.
    """
    holds = {column.name: column.holds for column in columns}
    if session.dialect.name == "sqlite":
        _refuse_stored(source, session)
    else:
        _refuse_kind(source, holds[source.time_column])
    if session.dialect.name in MYSQL:
        _refuse_conditions(source.where, holds)


def refuse_moment(value: Any, source: TableSource, dialect_name: str) -> None:
    """Refuse a moment such as a column of the source's kind does not hold: its type has changed.

    MySQL's plain times and instants come alike; there the columns are described for each question.
    Raises SourceUnavailable.
    """
    match value:
        case datetime() if dialect_name in MYSQL:
            return
        case datetime():
            _refuse_kind(source, Holds.INSTANT if value.tzinfo else Holds.TIME)
        case date():
            _refuse_kind(source, Holds.DATE)
        case int() | float() | Decimal():
            _refuse_kind(source, Holds.NUMBER)
        case str() if dialect_name in MYSQL and _T.match(value):
            raise _schema(f"{source.time_column} holds texts with a T, which MySQL sorts elsewhere")
        case str() if source.time_kind in (TimeKind.UTC, TimeKind.LOCAL) and _OFFSET.search(value):
            _refuse_kind(source, Holds.OFFSETS)


def _refuse_kind(source: TableSource, holds: Holds) -> None:
    kinds = _KINDS.get(holds, tuple(TimeKind))
    if source.time_kind not in kinds:
        raise _schema(
            f"{source.time_column} holds {holds}, of kind {' or '.join(kinds)};"
            f" the shop's file says {source.time_kind}"
        )


def _refuse_stored(source: TableSource, session: Session) -> None:
    """SQLite's columns have no types, so its values are looked at, if there are any.

    Texts sort after numbers, so the first or the last value tells whether one of the right sort
    is there.
    """
    wanted = Holds.NUMBER if source.time_kind in _NUMBERS else Holds.TEXT
    statement = compile_statement(_stored_query(source, wanted), session.dialect)
    ((stored,),) = session.rows(statement)
    found = _STORED.get(stored, wanted)
    if found is not wanted:
        raise _schema(f"{source.time_column} holds {found}; kind {source.time_kind} needs {wanted}")


def _stored_query(source: TableSource, wanted: Holds) -> Select[Any]:
    schema, _, plain = source.table.rpartition(".")
    moment: ColumnClause[Any] = column(source.time_column)
    rows = table(plain, moment, schema=schema or None)
    end = func.min if wanted is Holds.NUMBER else func.max
    return select(func.typeof(end(rows.c[source.time_column])))


def _refuse_conditions(where: Mapping[str, tuple[Scalar, ...]], holds: Mapping[str, Holds]) -> None:
    """MySQL takes a word for 0 where it meets a number: such a condition chooses other rows."""
    for name, values in where.items():
        for value in values:
            _refuse_condition(name, value, holds[name])


def _refuse_condition(name: str, value: Scalar, holds: Holds) -> None:
    if holds is Holds.UNKNOWN or isinstance(value, str) == (holds is Holds.TEXT):
        return
    raise _schema(f"{name} holds {holds}, so the condition {value!r} on it does not fit")


def _schema(reason: str) -> SourceUnavailable:
    return SourceUnavailable(SourceFault.SCHEMA, reason)
