"""Which platform does a database belong to? Its tables and its own settings tell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.database.session import Session
from app.shops.database_schema import Schema, has_columns, read_schema
from app.shops.platform_settings import PlatformSettings, read_settings
from app.shops.preset import OptionType, Preset, PresetSource, Value
from app.shops.preset_select import blanks_of, fill_names


@dataclass(frozen=True, slots=True)
class Candidate:
    """A preset that fits a database, and what the database itself says for its blanks.

    ``options``, ``time_zone`` and ``currency`` were read from it; what it does not say is not
    there. ``reasons`` name the tables and settings found, ``doubts`` what could not be read.
    ``sources`` are those of the preset's sources whose tables and columns are there.
    """

    preset: Preset
    options: Mapping[str, Value]
    time_zone: str | None
    currency: str | None
    sources: tuple[str, ...]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def detect(session: Session, presets: Iterable[Preset]) -> list[Candidate]:
    """Return every preset that fits the database, in the presets' order.

    A platform installed twice under two prefixes is there twice. Raises SourceUnavailable.
    """
    schema = read_schema(session)
    dialect = "mysql" if session.dialect.name == "mariadb" else session.dialect.name
    served = [preset for preset in presets if dialect in preset.dialects]
    return [found for preset in served for found in _candidates(session, preset, schema)]


def columns_read(source: PresetSource, names: Mapping[str, Value]) -> dict[str, list[str]]:
    """Return the columns, by table, that a preset's source reads.

    A name that is still blank, since its option is the shop's to fill, is left out.
    """
    return {
        fill_names(table, names): [
            fill_names(column, names) for column in columns if blanks_of(column) <= names.keys()
        ]
        for table, columns in source.tables.items()
        if blanks_of(table) <= names.keys()
    }


def missing_columns(
    schema: Schema, source: PresetSource, names: Mapping[str, Value]
) -> dict[str, list[str]]:
    """Return the columns, by table, that a preset's source reads and the database lacks."""
    missing = {}
    for table, columns in columns_read(source, names).items():
        gone = [column for column in columns if not has_columns(schema, table, [column])]
        if gone or table not in schema:
            missing[table] = gone
    return missing


def _candidates(session: Session, preset: Preset, schema: Schema) -> Iterator[Candidate]:
    for found in _names_found(preset, schema):
        names = _default_names(preset) | found
        if not _has_tables(schema, preset.tables, names):
            continue
        sources = tuple(
            source.name for source in preset.sources if not missing_columns(schema, source, names)
        )
        settings = read_settings(session, preset, names)
        if sources and settings.fit:
            yield _candidate(preset, found, names, sources, settings)


def _candidate(
    preset: Preset,
    found: Mapping[str, Value],
    names: Mapping[str, Value],
    sources: tuple[str, ...],
    settings: PlatformSettings,
) -> Candidate:
    tables = ", ".join(fill_names(table, names) for table in preset.tables)
    return Candidate(
        preset=preset,
        options={**found, **settings.options},
        time_zone=settings.time_zone,
        currency=settings.currency,
        sources=sources,
        reasons=(f"it has the tables {tables}", *settings.reasons),
        doubts=settings.doubts,
    )


def _names_found(preset: Preset, schema: Schema) -> list[dict[str, Value]]:
    """Return what may stand in the blanks of the first table that tells the platform."""
    first = next(iter(preset.tables))
    if not blanks_of(first):
        return [{}]
    written = re.compile(re.sub(r"\\\{([a-z_]+)\\\}", r"(?P<\1>[A-Za-z0-9_]*)", re.escape(first)))
    matches = (written.fullmatch(table) for table in sorted(schema))
    return [dict(match.groupdict()) for match in matches if match]


def _default_names(preset: Preset) -> dict[str, Value]:
    return {
        option.name: option.default
        for option in preset.options.values()
        if option.type is OptionType.PREFIX and option.default is not None
    }


def _has_tables(
    schema: Schema, tables: Mapping[str, tuple[str, ...]], names: Mapping[str, Value]
) -> bool:
    filled = ((fill_names(table, names), columns) for table, columns in tables.items())
    return all(has_columns(schema, table, columns) for table, columns in filled)
