"""What a program may say of a sale, field by field, as ``POST /sales`` takes it."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load

from app.intake.strict_json import Number
from app.sales.channel import Channel
from app.sales.excerpt import excerpt
from app.sales.money import BadAmount, read_amount
from app.sales.sale import (
    MAX_CLIENT_CHARACTERS,
    MAX_COMMENT_CHARACTERS,
    MAX_COUNT,
    MAX_ID_CHARACTERS,
    MAX_VERSION,
    State,
)

# The names that programs use in JSON have underscores.
STATES = {state.replace("-", "_"): state for state in State}

_WHOLE = re.compile(r"0|[1-9][0-9]{0,18}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}"
    r"(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_AMOUNT_PATTERN = "^-?[0-9]{1,12}(\\.[0-9]{1,2})?$"
_TIME_CURE = "write RFC 3339 with an offset, like 2026-11-20T12:00:00+03:00"
_WORD = "write text in double quotes"
_MISSING: dict[str, Any] = {"required": "is missing", "null": "is missing"}


class Amount(fields.Field[Decimal]):
    """Money: text like ``"520.00"``, or a number, which is taken as it is written."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:
        text = value.text if isinstance(value, Number) else value
        if not isinstance(text, str):
            raise ValidationError('write an amount like "520.00"')
        try:
            return read_amount(text)
        except BadAmount as bad:
            raise ValidationError(str(bad)) from bad


class Whole(fields.Field[int]):
    """A whole number that is not negative."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not isinstance(value, Number) or not _WHOLE.fullmatch(value.text):
            raise ValidationError("write a whole number, without quotes")
        return int(value.text)


class MomentText(fields.Field[datetime]):
    """A time of RFC 3339; without an offset it is naive, and means the shop's clock."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise ValidationError(_TIME_CURE)
        try:
            moment = datetime.fromisoformat(value.upper())
            return moment.astimezone(UTC) if moment.tzinfo else moment
        except (ValueError, OverflowError) as error:
            raise ValidationError(f"the calendar has no {excerpt(value)}: {_TIME_CURE}") from error


class OneOf(fields.Field[str]):
    """One of a few words."""

    def __init__(self, *words: str, **options: Any) -> None:
        super().__init__(metadata={"type": "string", "enum": [*words]}, **options)
        self._words = words

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str) or value not in self._words:
            raise ValidationError(f"write one of {', '.join(self._words)}")
        return value


def _text(most: int, about: str = "", **options: Any) -> fields.String:
    metadata: dict[str, Any] = {"maxLength": most}
    if about:
        metadata["description"] = about
    if options.get("required"):
        metadata["minLength"] = 1
    else:
        metadata["type"] = ["string", "null"]
    return fields.String(error_messages={"invalid": _WORD} | _MISSING, metadata=metadata, **options)


def _amount(**options: Any) -> Amount:
    also = [] if options.get("required") else ["null"]
    metadata = {"type": ["string", "number", *also], "pattern": _AMOUNT_PATTERN}
    return Amount(error_messages=_MISSING, metadata=metadata, **options)


def _moment(about: str, **options: Any) -> MomentText:
    also = [] if options.get("required") else ["null"]
    metadata = {"type": ["string", *also], "format": "date-time", "description": about}
    return MomentText(error_messages=_MISSING, metadata=metadata, **options)


def _whole(least: int, most: int) -> Whole:
    return Whole(metadata={"type": ["integer", "null"], "minimum": least, "maximum": most})


class SaleSchema(Schema):
    """One sale. A field that is null is as good as left out."""

    class Meta:
        unknown = RAISE

    error_messages = {  # noqa: RUF012 marshmallow declares it per instance
        "unknown": "there is no such field: take it out",
        "type": "write an object with the fields of a sale",
    }

    id = _text(MAX_ID_CHARACTERS, "Your own id of the sale or order", required=True)
    channel = OneOf(*Channel, required=True, error_messages=_MISSING)
    client_id = _text(MAX_CLIENT_CHARACTERS, "What the operator wrote down, as it stands")
    sold_at = _moment("Without an offset: the clock of the shop", required=True)
    revenue = _amount(required=True)
    cost = _amount()
    currency = _text(3, "The shop's; no other is taken")
    count = _whole(1, MAX_COUNT)
    state = OneOf(*STATES)
    returned = _amount()
    version = _whole(0, MAX_VERSION)
    changed_at = _moment("Instead of a version: when this became true")
    comment = _text(MAX_COMMENT_CHARACTERS)

    @pre_load
    def leave_out_what_is_null(self, document: Any, **_: Any) -> Any:
        """Take null for what was never said."""
        if not isinstance(document, dict):
            return document
        return {
            name: value
            for name, value in document.items()
            if value is not None or name not in self.fields
        }
