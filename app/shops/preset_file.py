"""The folder of a preset, read and checked strictly: ``preset.toml`` and its SELECTs."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from app.sales.channel import Channel
from app.shops.document import fault_at, faults_of
from app.shops.faults import Fault, Misconfigured
from app.shops.preset import (
    Format,
    Option,
    OptionType,
    Preset,
    PresetSource,
    Setting,
    Survey,
    Wording,
)
from app.shops.preset_rules import broken_preset_rules
from app.shops.preset_schema import PresetTable

FILE = "preset.toml"


def preset_names(folder: Path) -> list[str]:
    """Return the names of the presets in a folder: one folder each."""
    return sorted(file.parent.name for file in folder.glob(f"*/{FILE}"))


@cache
def read_preset(folder: Path) -> Preset:
    """Return the preset of a folder; raises ``Misconfigured`` with every fault."""
    file = folder / FILE
    document = _parse(file)
    try:
        loaded = PresetTable().load(document)
        preset = _preset(folder, loaded)
    except ValidationError as error:
        raise Misconfigured(faults_of(error, document, file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured([Fault(str(file), "source", "", f"write its file: {error}")]) from error
    faults = [fault_at(path, document, file, cure) for path, cure in broken_preset_rules(preset)]
    if faults:
        raise Misconfigured(faults)
    return preset


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misconfigured([Fault(str(file), "", "", f"correct it: {error}")]) from error


def _preset(folder: Path, loaded: Mapping[str, Any]) -> Preset:
    return Preset(
        name=folder.name,
        title=loaded["title"],
        versions=loaded["versions"],
        dialects=tuple(loaded["dialects"]),
        client_id=_wording(loaded["client_id"]),
        sure=tuple(map(_wording, loaded["sure"])),
        verify=tuple(map(_wording, loaded["verify"])),
        options={name: _option(name, each) for name, each in loaded["options"].items()},
        sources=tuple(_source(folder, each, loaded["dialects"]) for each in loaded["source"]),
        tables=loaded["recognise"]["tables"],
        settings=tuple(map(_setting, loaded["recognise"]["setting"])),
        surveys=tuple(_survey(each, loaded["dialects"]) for each in loaded["survey"]),
    )


def _wording(loaded: Mapping[str, str]) -> Wording:
    return Wording(loaded["en"], loaded["ru"])


def _option(name: str, loaded: Mapping[str, Any]) -> Option:
    return Option(
        name=name,
        type=OptionType(loaded["type"]),
        meaning=_wording(loaded),
        default=loaded.get("default"),
        choices=tuple(loaded["choices"]),
        holds_client_id=loaded["holds_client_id"],
    )


def _source(folder: Path, loaded: Mapping[str, Any], dialects: list[str]) -> PresetSource:
    return PresetSource(
        name=loaded["name"],
        channel=Channel(loaded["channel"]),
        time_kind=loaded["time"]["kind"],
        time=_wording(loaded["time"]),
        selects=dict(_selects(folder, loaded["select"], dialects)),
        tables=loaded["tables"],
    )


def _selects(
    folder: Path, select: str | Mapping[str, str], dialects: list[str]
) -> Iterator[tuple[str, str]]:
    for dialect, name in _by_dialect(select, dialects).items():
        yield dialect, (folder / name).read_text(encoding="utf-8")


def _by_dialect(select: str | Mapping[str, str], dialects: list[str]) -> dict[str, str]:
    if isinstance(select, str):
        return dict.fromkeys(dialects, select)
    return {dialect: select.get(dialect, "") for dialect in dialects}


def _setting(loaded: Mapping[str, Any]) -> Setting:
    return Setting(
        select=loaded["select"],
        fills=loaded.get("fills"),
        format=Format(loaded["format"]),
        one_of=tuple(loaded["one_of"]),
        none_of=tuple(loaded["none_of"]),
    )


def _survey(loaded: Mapping[str, Any], dialects: list[str]) -> Survey:
    return Survey(
        of=loaded["of"],
        selects=_by_dialect(loaded["select"], dialects),
        beside=tuple(loaded["beside"]),
        leaves_out=loaded["leaves_out"],
    )
