"""One [[source]] of a shop's file: its keys, and which of them go together."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema
from marshmallow.validate import OneOf, Regexp

from app.sales.channel import Channel
from app.shops.document import Table, text
from app.shops.source import Scalar, TimeKind

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")
NAME_CURE = "write a name of a-z, 0-9, - and _, at most 63 characters"

_WORD = r"[A-Za-z_][A-Za-z0-9_$]{0,62}"
_COLUMN = re.compile(rf"{_WORD}\Z")
_TABLE = re.compile(rf"{_WORD}(\.{_WORD})?\Z")
_COLUMN_CURE = "write a column's name: letters, digits, _ and $"
_TABLE_CURE = 'write a table\'s name: "orders", or with its schema "public.orders"'
_VALUE_CURE = "write text in quotes, a whole number, true or false, or a list of them"
_LARGEST_INTEGER = 2**63
_YIELDED = ("client_id", "revenue", "cost", "where")


def name_field() -> fields.String:
    """Describe the name of a shop or a source."""
    return text(NAME_CURE, required=True, validate=Regexp(NAME, error=NAME_CURE))


def _one_of(kind: type[Channel] | type[TimeKind]) -> fields.String:
    cure = f"write one of {', '.join(kind)}"
    return text(cure, required=True, validate=OneOf([*kind], error=cure))


def _column() -> fields.String:
    return text(_COLUMN_CURE, validate=Regexp(_COLUMN, error=_COLUMN_CURE))


class Where(fields.Field[dict[str, tuple[Scalar, ...]]]):
    """Columns, each with the value or the list of values that a sale's row may have."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, tuple[Scalar, ...]]:
        if not isinstance(value, Mapping) or not value:
            raise ValidationError('write columns and values: { status = ["paid", "done"] }')
        faults = dict(_where_faults(value))
        if faults:
            raise ValidationError(faults)
        return {column: tuple(_listed(wanted)) for column, wanted in value.items()}


def _where_faults(where: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for column, wanted in where.items():
        if not _COLUMN.match(column):
            yield column, [_COLUMN_CURE]
        elif not _listed(wanted) or not all(_is_scalar(item) for item in _listed(wanted)):
            yield column, [_VALUE_CURE]


def _listed(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _is_scalar(value: object) -> bool:
    if isinstance(value, str):
        return "\0" not in value
    return isinstance(value, int) and -_LARGEST_INTEGER <= value < _LARGEST_INTEGER


class TimeTable(Table):
    """Which column tells the moment of a sale, and how."""

    column = _column()
    kind = _one_of(TimeKind)


class SourceTable(Table):
    """A table with one row per sale, or the file of a SELECT that yields such rows."""

    name = name_field()
    channel = _one_of(Channel)
    table = text(_TABLE_CURE, validate=Regexp(_TABLE, error=_TABLE_CURE))
    select = text('write the name of a file beside this one: "store.sql"')
    time = fields.Nested(
        TimeTable,
        required=True,
        error_messages={"required": 'write {{ column = "created_at", kind = "utc" }}'},
    )
    client_id = _column()
    revenue = _column()
    cost = _column()
    where = Where()

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _refuse_what_does_not_go_together(self, _: object, original: object, **__: object) -> None:
        if not isinstance(original, Mapping):
            return
        if ("table" in original) == ("select" in original):
            raise ValidationError("name either the table or the file of a select", "table")
        faults = _table_faults(original) if "table" in original else _select_faults(original)
        if faults:
            raise ValidationError(faults)


def _table_faults(source: Mapping[str, Any]) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if "client_id" not in source:
        faults["client_id"] = ["name the column in which the operator writes the client ID"]
    time = source.get("time")
    if isinstance(time, Mapping) and "column" not in time:
        faults["time"] = {"column": ["name the column that tells the moment of the sale"]}
    return faults


def _select_faults(source: Mapping[str, Any]) -> dict[str, Any]:
    cure = "take it out: the SELECT says it"
    faults: dict[str, Any] = {key: [cure] for key in _YIELDED if key in source}
    time = source.get("time")
    if isinstance(time, Mapping) and "column" in time:
        faults["time"] = {"column": [cure]}
    return faults
