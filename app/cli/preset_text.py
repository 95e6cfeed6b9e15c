"""What a new shop's file says of its preset: every option, and what its owner must look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from app.cli.language import in_your_language
from app.cli.toml_text import toml_value
from app.shops.preset import Preset, Value, Wording
from app.shops.preset_sources import SOURCES

_LINE = 96
_STAFF = Wording("The staff write the client ID {}.", "Сотрудники пишут идентификатор клиента {}.")
_LOOK = Wording("Look at this once:", "Проверьте один раз:")


@dataclass(frozen=True, slots=True)
class NewPreset:
    """The preset of a new shop, and the options that differ from what the preset says."""

    preset: Preset
    options: Mapping[str, Any]


def preset_line(new: NewPreset) -> str:
    """Return the line that names the preset."""
    name = toml_value(new.preset.name)
    return f"preset    = {name}   # {new.preset.title}; more: shopstat presets {new.preset.name}"


def options_text(new: NewPreset) -> str:
    """Return the part of the shop's file below its first keys."""
    return "\n".join(["", *_comments(new.preset), "[preset_options]", *_options(new), ""])


def staff_write(preset: Preset) -> str:
    """Say where the client ID is written."""
    return in_your_language(_STAFF).format(in_your_language(preset.client_id))


def to_look_at(preset: Preset) -> list[str]:
    """Return what the shop's owner must look at, a line each, below their head."""
    return [in_your_language(_LOOK), *(f"- {in_your_language(each)}" for each in preset.verify)]


def _comments(preset: Preset) -> Iterator[str]:
    yield from _wrapped(staff_write(preset))
    yield "#"
    for line in to_look_at(preset):
        yield from _wrapped(line)
    yield ""


def _options(new: NewPreset) -> Iterator[str]:
    for option in new.preset.options.values():
        is_written = option.name in new.options
        value = new.options.get(option.name, option.default)
        yield from _wrapped(in_your_language(option.meaning))
        yield _line(option.name, value, "" if is_written else "# ")
    names = tuple(source.name for source in new.preset.sources)
    yield from _wrapped("which of the preset's sources are read")
    yield _line(SOURCES, new.options.get(SOURCES, names), "" if SOURCES in new.options else "# ")


def _line(name: str, value: Value | None, mark: str) -> str:
    return f"{mark}{name} = {toml_value(value)}"


def _wrapped(sentence: str) -> list[str]:
    return [f"# {line}" for line in wrap(sentence, _LINE)]
