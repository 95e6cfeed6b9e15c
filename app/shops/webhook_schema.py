"""One [[webhook]] of a shop's file: its keys, and which of them go together."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from app.shops.document import Table
from app.shops.source_schema import name_field
from app.shops.webhook import NEEDED_FIELDS, SALE_FIELDS, Webhook

_FIELDS_CURE = 'write fields of a sale and names of theirs: { id = "call_id", revenue = "sum" }'
_FIXED_CURE = 'write fields of a sale and what is always true: { channel = "call" }'
_VALUES_CURE = 'write their words and ours: { state = { won = "sold", lost = "cancelled" } }'
_WHERE_CURE = 'write names of theirs and the words that mean a sale: { event = ["sold"] }'
_OF_EACH_SALE = ("id", "sold_at")


def _escaped(cure: str) -> str:
    """Write a cure with braces in it as marshmallow formats it."""
    return cure.replace("{", "{{").replace("}", "}}")


class Words(fields.Field[dict[str, str]]):
    """Names, each with a text."""

    def __init__(self, cure: str, **options: Any) -> None:
        super().__init__(**options)
        self._cure = cure

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        return _words(value, self._cure)


class Translations(fields.Field[dict[str, dict[str, str]]]):
    """Fields, each with their words and ours."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, dict[str, str]]:
        if not isinstance(value, Mapping):
            raise ValidationError(_VALUES_CURE)
        return {field: _words(theirs, _VALUES_CURE) for field, theirs in value.items()}


class Conditions(fields.Field[dict[str, tuple[str, ...]]]):
    """Names of theirs, each with the word or the words that mean a sale."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, tuple[str, ...]]:
        listed = {name: _listed(words) for name, words in _items(value)}
        if not all(words and all(map(_is_text, words)) for words in listed.values()):
            raise ValidationError(_WHERE_CURE)
        return listed


class WebhookTable(Table):
    """How the messages of one system tell of sales."""

    name = name_field()
    # the file calls it so, as the library calls all the keys: it keeps the two apart
    fields = Words(  # type: ignore[assignment]
        _FIELDS_CURE, required=True, error_messages={"required": _escaped(_FIELDS_CURE)}
    )
    values = Translations(load_default=dict)
    fixed = Words(_FIXED_CURE, load_default=dict)
    where = Conditions(load_default=dict)

    @validates_schema
    def _refuse_what_does_not_go_together(self, webhook: Mapping[str, Any], **_: Any) -> None:
        faults: dict[str, Any] = {}
        for key, field, cure in _faults(webhook):
            faults.setdefault(key, {})[field] = [cure]
        if faults:
            raise ValidationError(faults)


def webhook_of(loaded: Mapping[str, Any]) -> Webhook:
    """Return the webhook that a checked table describes."""
    return Webhook(**loaded)


def _faults(webhook: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    known = ", ".join(SALE_FIELDS)
    for key in ("fields", "values", "fixed"):
        for field in webhook[key]:
            if field not in SALE_FIELDS:
                yield key, field, f"a sale has no such field; it has {known}"
    for field in NEEDED_FIELDS:
        if field not in webhook["fields"] and field not in webhook["fixed"]:
            yield "fields", field, "say where it is in their message"
    for field in webhook["fixed"]:
        if field in _OF_EACH_SALE:
            yield "fixed", field, "take it out: each sale has its own"
        elif field in webhook["fields"]:
            yield "fixed", field, "take it out: fields says where it is"


def _words(value: Any, cure: str) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(map(_is_text, value.values())):
        raise ValidationError(cure)
    return dict(value)


def _items(value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValidationError(_WHERE_CURE)
    return value.items()


def _listed(words: Any) -> tuple[Any, ...]:
    return tuple(words) if isinstance(words, list) else (words,)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""
