"""What a platform says of itself in its database: zone, currency, statuses, tables in use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError

from app.database.faults import SourceFault, SourceUnavailable
from app.database.session import Session
from app.database.statement import as_written
from app.shops.preset import Format, Option, OptionType, Preset, Setting, Value
from app.shops.preset_options import read_option
from app.shops.preset_select import fill_names
from app.shops.zones import zones

_NOT_TO_READ = {SourceFault.REFUSED, SourceFault.SCHEMA, SourceFault.DATA}


@dataclass(slots=True)
class PlatformSettings:
    """The settings found; ``fit`` is False when they speak of another platform."""

    fit: bool = True
    options: dict[str, Value] = field(default_factory=dict)
    time_zone: str | None = None
    currency: str | None = None
    found: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What was read, in the words of the settings."""
        return tuple(self.found)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What could not be read, or contradicts itself."""
        return tuple(self.unread)


def read_settings(session: Session, preset: Preset, names: Mapping[str, Value]) -> PlatformSettings:
    """Return what the platform's own settings say; raises SourceUnavailable.

    A setting that this login may not read is a doubt, not an end.
    """
    settings = PlatformSettings()
    for setting in preset.settings:
        select = fill_names(setting.select, names)
        try:
            values = _values(session, setting, select)
        except _Unreadable as error:
            settings.unread.append(f"{error}: {select}")
            continue
        _take(settings, setting, values, preset)
    return settings


def _values(session: Session, setting: Setting, select: str) -> list[Any]:
    try:
        statement = as_written(select, session.dialect)
        read = [row[0] for row in session.rows(statement)]
    except SourceUnavailable as error:
        if error.fault not in _NOT_TO_READ:
            raise
        raise _Unreadable("the login cannot read") from error
    written = [value for value in map(_text, read) if value]
    if setting.format is Format.TEXT:
        return written
    try:
        decoded = [json.loads(value) for value in written]
    except ValueError as error:
        raise _Unreadable("no JSON is") from error
    return [each for value in decoded for each in (value if isinstance(value, list) else [value])]


def _text(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return "" if text is None else str(text)


def _take(settings: PlatformSettings, setting: Setting, values: list[Any], preset: Preset) -> None:
    if (setting.one_of or setting.none_of) and not _speaks_for(setting, values):
        settings.fit = False
    elif setting.one_of:
        settings.found.append(f"its own setting says {', '.join(map(str, values))}")
    if setting.fills is None or not values:
        return
    try:
        _fill(settings, setting.fills, values, preset.options.get(setting.fills))
    except _Unreadable as error:
        settings.unread.append(f"{error}: {', '.join(map(str, values))}")


def _speaks_for(setting: Setting, values: list[Any]) -> bool:
    said = {str(value) for value in values}
    return not said & {*setting.none_of} and (not setting.one_of or bool(said & {*setting.one_of}))


def _fill(settings: PlatformSettings, name: str, values: list[Any], option: Option | None) -> None:
    value = _read(option, name, values)
    if option is not None:
        settings.options.setdefault(name, value)
    elif name == "time_zone":
        settings.time_zone = settings.time_zone or _zone(str(value))
    else:
        settings.currency = settings.currency or str(value)
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
    settings.found.append(f"its own setting gives {name}: {shown}")


def _read(option: Option | None, name: str, values: list[Any]) -> Value:
    if option is not None and option.type in (OptionType.TEXTS, OptionType.INTEGERS):
        written: Any = [_of_type(option.type, value) for value in values]
    elif len({*map(str, values)}) == 1:
        written = _of_type(option.type if option else OptionType.TEXT, values[0])
    else:
        raise _Unreadable(f"{name} has several values")
    try:
        return written if option is None else read_option(option, written)
    except ValidationError as error:
        raise _Unreadable(f"{name} does not fit") from error


def _of_type(kind: OptionType, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _Unreadable("neither text nor a whole number")
    if kind not in (OptionType.INTEGER, OptionType.INTEGERS):
        return str(value)
    try:
        return int(value)
    except ValueError as error:
        raise _Unreadable("no whole number") from error


def _zone(key: str) -> str:
    if key not in zones():
        raise _Unreadable("no known time zone")
    return key


class _Unreadable(Exception):
    """A setting that tells us nothing; the message says why."""
