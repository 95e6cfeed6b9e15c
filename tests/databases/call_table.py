"""A table of calls that tells the moment of each in every kind of time, on any database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Column,
    Connection,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    insert,
    text,
)
from sqlalchemy.dialects import mysql

from app.shops.source import TimeKind

COLUMNS = {
    TimeKind.UTC: "at_utc",
    TimeKind.LOCAL: "at_local",
    TimeKind.TZ: "at_zone",
    TimeKind.UNIX: "at_unix",
    TimeKind.UNIX_MS: "at_unix_ms",
    TimeKind.DATE: "on_date",
    TimeKind.MYSQL_TS: "at_mysql_ts",
}
KINDS = {
    "sqlite": tuple(kind for kind in TimeKind if kind is not TimeKind.MYSQL_TS),
    "postgresql": tuple(kind for kind in TimeKind if kind is not TimeKind.MYSQL_TS),
    "mysql": tuple(kind for kind in TimeKind if kind is not TimeKind.TZ),
}
# What a shop owner gets who asks for text that ignores case; MariaDB's ignores blanks at the end.
_IGNORING_CASE = {"sqlite": "NOCASE", "postgresql": "ignoring_case", "mysql": "utf8mb4_unicode_ci"}
_BEFORE = {
    "sqlite": (),
    "postgresql": (
        "CREATE COLLATION ignoring_case"
        " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    ),
    "mysql": ("SET time_zone = '+00:00'",),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the shop knows it; ``at`` is aware, an amount may have a third decimal."""

    at: datetime
    client_id: str | None
    amount: Decimal = Decimal("100.00")
    cost: Decimal | None = None
    status: str = "paid"


def create(connection: Connection, calls: Iterable[Call], zone: ZoneInfo) -> None:
    """Make the table ``calls`` and fill it; the shop's local time is that of the zone."""
    dialect = connection.dialect.name
    for statement in _BEFORE[dialect]:
        connection.execute(text(statement))
    _table(dialect).create(connection)
    add(connection, calls, zone)
    connection.execute(text("ANALYZE TABLE calls" if dialect == "mysql" else "ANALYZE"))


def add(connection: Connection, calls: Iterable[Call], zone: ZoneInfo) -> None:
    """Put calls into the table."""
    dialect = connection.dialect.name
    rows = [_row(call, zone, dialect) for call in calls]
    connection.execute(insert(_table(dialect)), rows)


def _table(dialect: str) -> Table:
    moments: list[Column[Any]] = [
        Column("at_utc", _naive(dialect)),
        Column("at_local", _naive(dialect)),
        Column("at_unix", BigInteger),
        Column("at_unix_ms", BigInteger),
        Column("on_date", Date),
        _own_moment(dialect),
    ]
    return Table(
        "calls",
        MetaData(),
        Column("id", Integer, primary_key=True),
        *moments,
        Column("client_id", String(60, collation=_IGNORING_CASE[dialect])),
        Column("amount", _amount(dialect)),
        Column("cost", _amount(dialect)),
        Column("status", String(20)),
        *(Index(f"calls_{column.name}", column) for column in moments),
    )


def _naive(dialect: str) -> DateTime | Text:
    return Text() if dialect == "sqlite" else DateTime()


def _amount(dialect: str) -> Numeric[Any]:
    """SQLite has no decimals: there an amount is a float."""
    return Numeric(14, 3, asdecimal=False) if dialect == "sqlite" else Numeric(14, 3)


def _own_moment(dialect: str) -> Column[Any]:
    """The kinds of time that not every database has."""
    match dialect:
        case "mysql":
            return Column("at_mysql_ts", mysql.TIMESTAMP(fsp=0), nullable=False)
        case "sqlite":
            return Column("at_zone", Text)
        case _:
            return Column("at_zone", TIMESTAMP(timezone=True))


def _row(call: Call, zone: ZoneInfo, dialect: str) -> dict[str, Any]:
    amounts: dict[str, Decimal | float | None] = {"amount": call.amount, "cost": call.cost}
    moments = _moments(call.at, call.at.astimezone(zone))
    if dialect == "sqlite":
        amounts = {name: amount and float(amount) for name, amount in amounts.items()}
        moments |= {name: str(moments[name]) for name in ("at_utc", "at_local", "at_zone")}
    known = {column.name for column in _table(dialect).columns}
    row = {"client_id": call.client_id, "status": call.status, **amounts, **moments}
    return {name: value for name, value in row.items() if name in known}


def _moments(at: datetime, local: datetime) -> dict[str, Any]:
    seconds = int(at.timestamp())
    return {
        "at_utc": at.replace(tzinfo=None),
        "at_local": local.replace(tzinfo=None),
        "at_zone": local,
        "at_unix": seconds,
        "at_unix_ms": seconds * 1000,
        "on_date": local.date(),
        "at_mysql_ts": at.replace(tzinfo=None),
    }
