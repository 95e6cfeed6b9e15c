"""The keys of a ``preset.toml``."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length, OneOf

from app.sales.channel import Channel
from app.shops.document import Table, text
from app.shops.preset import Format, OptionType, Value
from app.shops.source_schema import name_field

DIALECTS = ("mysql", "postgresql", "sqlite")
_OPTION_NAME = re.compile(r"[a-z]+(_[a-z]+)*\Z")

_NAME_CURE = "write an option's name in a-z and _"
_OPTIONS_CURE = "write each option as [options.name]"
_TEXT_CURE = "write text in quotes"
_LIST_CURE = "write a list of texts"
_TABLES_CURE = "write tables, each with the list of its columns that are read"
_SELECT_CURE = 'write text in quotes, or { mysql = "…", postgresql = "…" }'
_VALUE_CURE = "write text, a whole number, or a list of either"


def _one_of(known: Iterable[str], **options: Any) -> fields.String:
    cure = f"write one of {', '.join(known)}"
    return text(cure, validate=OneOf([*known], error=cure), **options)


def _texts(**options: Any) -> fields.List[str]:
    return fields.List(text(_TEXT_CURE), error_messages={"invalid": _LIST_CURE}, **options)


class WordingTable(Table):
    """One sentence in both languages."""

    en = text(_TEXT_CURE, required=True, validate=Length(min=1))
    ru = text(_TEXT_CURE, required=True, validate=Length(min=1))


def _wording() -> fields.Nested:
    return fields.Nested(WordingTable, required=True)


def _wordings() -> fields.List[Any]:
    return fields.List(fields.Nested(WordingTable), required=True)


class TablesField(fields.Field[dict[str, tuple[str, ...]]]):
    """Tables, each with the columns of it that are read."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, Mapping) or not value:
            raise ValidationError(_TABLES_CURE)
        for columns in value.values():
            if not isinstance(columns, list) or not all(isinstance(each, str) for each in columns):
                raise ValidationError(_TABLES_CURE)
        return {table: tuple(columns) for table, columns in value.items()}


class SelectField(fields.Field[str | dict[str, str]]):
    """A SELECT, or its file; where they must differ, one for each kind of database."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str | dict[str, str]:
        texts = [*value.values()] if isinstance(value, Mapping) else [value]
        if not all(isinstance(each, str) for each in texts):
            raise ValidationError(_SELECT_CURE)
        return dict(value) if isinstance(value, Mapping) else str(value)


class ValueField(fields.Field[Value]):
    """What an option holds when the shop's file does not say it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Value:
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str | int) for each in listed):
            raise ValidationError(_VALUE_CURE)
        return tuple(value) if isinstance(value, list) else value


class OptionTable(Table):
    """One blank of a preset."""

    type = _one_of(OptionType, required=True)
    default = ValueField()
    choices = _texts(load_default=[])
    holds_client_id = fields.Boolean(load_default=False)
    en = text(_TEXT_CURE, required=True, validate=Length(min=1))
    ru = text(_TEXT_CURE, required=True, validate=Length(min=1))


class OptionsField(fields.Field[dict[str, Any]]):
    """The blanks of a preset, each under its name."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValidationError(_OPTIONS_CURE)
        loaded, faults = {}, {}
        for name, option in value.items():
            try:
                loaded[name] = _option(name, option)
            except ValidationError as error:
                faults[name] = error.messages
        if faults:
            raise ValidationError(faults)
        return loaded


def _option(name: str, option: Any) -> dict[str, Any]:
    if not _OPTION_NAME.match(name):
        raise ValidationError(_NAME_CURE)
    loaded: dict[str, Any] = OptionTable().load(option)
    return loaded


class PresetTimeTable(Table):
    """The kind of time that a source keeps, and where its zone is set."""

    kind = text(_TEXT_CURE, required=True)
    en = text(_TEXT_CURE, required=True, validate=Length(min=1))
    ru = text(_TEXT_CURE, required=True, validate=Length(min=1))


class PresetSourceTable(Table):
    """One SELECT of a preset; each kind of database may have a file of its own."""

    name = name_field()
    channel = _one_of(Channel, required=True)
    select = SelectField(required=True)
    time = fields.Nested(PresetTimeTable, required=True)
    tables = TablesField(required=True)


class SettingTable(Table):
    """One setting of the platform's own."""

    select = text(_TEXT_CURE, required=True)
    fills = text(_TEXT_CURE)
    format = _one_of(Format, load_default=Format.TEXT)
    one_of = _texts(load_default=[])
    none_of = _texts(load_default=[])


class SurveyTable(Table):
    """What the platform's latest orders hold for one option."""

    of = text(_TEXT_CURE, required=True)
    select = SelectField(required=True)
    beside = _texts(load_default=[])
    leaves_out = fields.Boolean(load_default=False)


class RecogniseTable(Table):
    """How a database shows that it belongs to the platform."""

    tables = TablesField(required=True)
    setting = fields.List(fields.Nested(SettingTable), load_default=[])


class PresetTable(Table):
    """A ``preset.toml`` as a whole."""

    title = text(_TEXT_CURE, required=True)
    versions = text(_TEXT_CURE, required=True)
    dialects = fields.List(_one_of(DIALECTS), required=True, validate=Length(min=1))
    client_id = _wording()
    sure = _wordings()
    verify = _wordings()
    options = OptionsField(load_default=dict)
    recognise = fields.Nested(RecogniseTable, required=True)
    source = fields.List(fields.Nested(PresetSourceTable), required=True, validate=Length(min=1))
    survey = fields.List(fields.Nested(SurveyTable), load_default=[])
