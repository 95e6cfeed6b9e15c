"""The blanks of a preset filled by a shop's file: each value checked by its option's type."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError

from app.shops.preset import Option, OptionType, Preset, Value

_PREFIX = re.compile(r"[A-Za-z0-9_]{0,40}\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_$]{0,62}\Z")
_LARGEST_INTEGER = 2**63
_CURES = {
    OptionType.PREFIX: "write what the tables' names begin with, in letters, digits and _",
    OptionType.IDENTIFIER: "write a column's or a table's name: letters, digits, _ and $",
    OptionType.TEXT: "write text in quotes",
    OptionType.INTEGER: "write a whole number",
    OptionType.TEXTS: "write a list of texts in quotes",
    OptionType.INTEGERS: "write a list of whole numbers",
}


def option_faults(preset: Preset, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name of each option of the preset that is filled wrongly or not, and the cure."""
    for name, option in preset.options.items():
        if name not in given:
            if option.default is None:
                yield name, f"write it: {option.meaning.en}"
            continue
        try:
            read_option(option, given[name])
        except ValidationError as error:
            yield name, str(error.messages[0])


def read_option(option: Option, given: Any) -> Value:
    """Return the value that fills a blank; raises ``ValidationError`` with the cure."""
    if option.type in (OptionType.TEXTS, OptionType.INTEGERS):
        value: Any = tuple(given) if isinstance(given, list | tuple) else None
        fits = value is not None and all(_fits(option.type, each) for each in value)
    else:
        value, fits = given, _fits(option.type, given)
    if not fits:
        raise ValidationError(_CURES[option.type])
    if option.choices and value not in option.choices:
        raise ValidationError(f"write one of {', '.join(option.choices)}")
    return value  # type: ignore[no-any-return] # it fits


def filled_options(preset: Preset, given: Mapping[str, Any]) -> dict[str, Value]:
    """Return the value of every option: the given one, else its default."""
    return {
        name: read_option(option, given.get(name, option.default))
        for name, option in preset.options.items()
    }


def _fits(kind: OptionType, value: object) -> bool:
    match kind:
        case OptionType.PREFIX:
            return isinstance(value, str) and _PREFIX.match(value) is not None
        case OptionType.IDENTIFIER:
            return isinstance(value, str) and _IDENTIFIER.match(value) is not None
        case OptionType.INTEGER | OptionType.INTEGERS:
            if not isinstance(value, int) or isinstance(value, bool):
                return False
            return -_LARGEST_INTEGER <= value < _LARGEST_INTEGER
        case _:
            return isinstance(value, str) and "\0" not in value
