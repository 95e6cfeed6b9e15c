"""The preset of a shop's file: what is wrong with its use, and the sources it becomes."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from app.shops.document import KeyPath
from app.shops.preset import FilledPreset, Preset, PresetSource, dialect_of
from app.shops.preset_file import preset_names, read_preset
from app.shops.preset_options import filled_options, option_faults
from app.shops.preset_select import fill_names, fill_select
from app.shops.source import SelectSource, TimeKind

Finding = tuple[KeyPath, str]

SOURCES = "sources"


def preset_findings(
    document: Mapping[str, Any], backend: str | None, presets: Path
) -> Iterator[Finding]:
    """Yield a path and a cure for each fault in how a shop's document uses a preset.

    ``backend`` is the kind of its database, ``presets`` the folder that holds all presets.
    """
    name, given = document.get("preset"), document.get("preset_options", {})
    if name is None:
        if "preset_options" in document:
            yield ("preset_options",), 'name the preset they are for: preset = "woocommerce"'
        return
    if not isinstance(name, str) or not isinstance(given, Mapping):
        return  # the schema tells
    known = preset_names(presets)
    if name not in known:
        yield ("preset",), _unknown(name, known, "presets")
        return
    preset = read_preset(presets / name)
    if backend is not None and dialect_of(backend) not in preset.dialects:
        yield ("database",), f"{preset.title} keeps its sales in {' or '.join(preset.dialects)}"
    yield from _option_findings(preset, given)
    yield from _name_findings(preset, document)


def filled_preset(preset: Preset, given: Mapping[str, Any]) -> FilledPreset:
    """Return a preset for a shop whose options were found right."""
    wanted = given.get(SOURCES, [source.name for source in preset.sources])
    names = (source.name for source in preset.sources)
    return FilledPreset(
        preset=preset,
        options=filled_options(preset, given),
        sources=tuple(name for name in names if name in wanted),
    )


def preset_sources(
    preset: Preset, given: Mapping[str, Any], currency: str, backend: str
) -> tuple[SelectSource, ...]:
    """Return a preset's sources for a shop whose options were found right."""
    filled = filled_preset(preset, given)
    options = filled.options
    names = {name: options[name] for name in options if preset.options[name].type.is_name}
    values = {name: options[name] for name in options.keys() - names}

    def select_source(source: PresetSource) -> SelectSource:
        text = source.selects[dialect_of(backend)]
        select, bound = fill_select(text, names, values | source.told(currency))
        kind = TimeKind(fill_names(source.time_kind, options))
        return SelectSource(source.name, source.channel, select, kind, bound)

    return tuple(select_source(each) for each in preset.sources if each.name in filled.sources)


def _option_findings(preset: Preset, given: Mapping[str, Any]) -> Iterator[Finding]:
    known = [*preset.options, SOURCES]
    for name in given:
        if name not in known:
            yield ("preset_options", name), _unknown(name, known, "options")
    for name, cure in option_faults(preset, given):
        yield ("preset_options", name), cure
    names = [source.name for source in preset.sources]
    wanted = given.get(SOURCES, names)
    if not isinstance(wanted, list) or not wanted or any(each not in names for each in wanted):
        yield ("preset_options", SOURCES), f"write a list of {', '.join(names)}"


def _name_findings(preset: Preset, document: Mapping[str, Any]) -> Iterator[Finding]:
    own = document.get("source")
    taken = {source.name for source in preset.sources}
    for number, source in enumerate(own if isinstance(own, list) else []):
        if isinstance(source, Mapping) and source.get("name") in taken:
            yield ("source", number, "name"), "give it another name: the preset has this source"


def _unknown(name: str, known: list[str], what: str) -> str:
    close = get_close_matches(name, known, n=1)
    advice = f"did you mean {close[0]}?" if close else f"the {what} are: {', '.join(known)}"
    return f"unknown; {advice}"
