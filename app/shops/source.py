"""A source: where one kind of a shop's sales is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.sales.channel import Channel

Scalar = str | int | bool


class TimeKind(StrEnum):
    """How a column tells the moment of a sale."""

    UTC = "utc"
    LOCAL = "local"
    TZ = "tz"
    MYSQL_TS = "mysql-ts"
    UNIX = "unix"
    UNIX_MS = "unix-ms"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table (or view) with one row per sale; names may be qualified: ``schema.table``."""

    name: str
    channel: Channel
    table: str
    time_column: str
    time_kind: TimeKind
    client_id: str
    revenue: str | None = None
    cost: str | None = None
    where: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SelectSource:
    """One SELECT that yields a row per sale: client_id, and optionally revenue, cost, sales.

    ``:since`` and ``:until`` arrive in the declared kind of time, half-open. ``select`` is written
    for ``sqlalchemy.text``: every other colon that could pass for a parameter is escaped.
    ``values`` are bound to its other parameters.
    """

    name: str
    channel: Channel
    select: str
    time_kind: TimeKind
    values: Mapping[str, Scalar] = field(default_factory=dict)


Source = TableSource | SelectSource
