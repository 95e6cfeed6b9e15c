"""A TOML document checked strictly: no value is coerced, no key unknown, every fault has a cure."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema

from app.shops.faults import Fault
from app.shops.shown import HIDDEN, shown, shown_url

ABSENT = "(absent)"
_TABLE_CURE = "write a table here: [name] and its keys below it"
_UNKNOWN_KEY = "unknown key"
_URL_KEYS = {"database", "url"}
KeyPath = tuple[str | int, ...]


class Table(Schema):
    """One table of a TOML document; a key that it does not know is a fault."""

    error_messages = {"type": _TABLE_CURE}  # noqa: RUF012 marshmallow declares it per instance

    class Meta:
        unknown = EXCLUDE

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _refuse_unknown_keys(self, _: object, original: object, **__: object) -> None:
        if isinstance(original, Mapping):
            unknown = [key for key in original if key not in self.fields]
            if unknown:
                raise ValidationError({key: [self._unknown(key)] for key in unknown})

    def _unknown(self, key: str) -> str:
        close = get_close_matches(key, self.fields, n=1)
        known = ", ".join(self.fields)
        advice = f"did you mean {close[0]}?" if close else f"the keys here are: {known}"
        return f"{_UNKNOWN_KEY}; {advice}"


def text(cure: str, **options: Any) -> fields.String:
    """Describe a key whose value is text; ``cure`` says what to write when it is not."""
    return fields.String(error_messages={"invalid": cure, "required": cure}, **options)


def faults_of(error: ValidationError, document: Mapping[str, Any], file: Path) -> list[Fault]:
    """Turn what marshmallow found into faults, with the values as the document has them."""
    return [fault_at(path, document, file, message) for path, message in _messages(error.messages)]


def fault_at(path: KeyPath, document: Mapping[str, Any], file: Path, cure: str) -> Fault:
    """Name what is wrong at a path such as ``("source", 0, "table")``."""
    unknown = cure.startswith(_UNKNOWN_KEY)  # it may be a misspelt password
    return Fault(str(file), key_of(path), HIDDEN if unknown else _value(document, path), cure)


def key_of(path: KeyPath) -> str:
    """Write a path as people count: ``source[1].table`` is in the first [[source]]."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def _messages(found: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(found, Mapping):
        for part, inner in found.items():
            yield from _messages(inner, path if part == "_schema" else (*path, part))
    else:
        for message in found:
            yield path, str(message)


def _value(document: Any, path: KeyPath) -> str:
    value = document
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    is_url = isinstance(value, str) and path[-1] in _URL_KEYS
    return shown_url(value) if is_url else shown(value)
