"""The rights that a login needs to read a preset's sources, and no more, per kind of database."""

from collections.abc import Iterator

from app.shops.preset import Preset, Value
from app.shops.preset_select import blanks_of

_PASSWORD = "a-long-password"  # noqa: S105 an example
_CREATE = {
    "mysql": f"CREATE USER 'shopstat'@'localhost' IDENTIFIED BY '{_PASSWORD}';",
    "postgresql": (
        f"CREATE ROLE shopstat LOGIN PASSWORD '{_PASSWORD}' CONNECTION LIMIT 20;\n"
        "GRANT USAGE ON SCHEMA public TO shopstat;"
    ),
}


def grants(preset: Preset, dialect: str) -> list[str]:
    """Return the statements that make such a login, the options as the preset has them.

    The database is called ``shop``. An option without a default stands in angle brackets. Nothing
    is granted on a file of SQLite.
    """
    if dialect not in _CREATE:
        return []
    return [_CREATE[dialect], *(_grant(dialect, *read) for read in tables_read(preset).items())]


def tables_read(preset: Preset) -> dict[str, list[str]]:
    """Return the columns, by table, that detection and the sources read."""
    found: dict[str, dict[str, None]] = {}
    for table, columns in _tables(preset):
        listed = found.setdefault(_filled(preset, table), {})
        listed.update(dict.fromkeys(_filled(preset, column) for column in columns))
    return {table: [*columns] for table, columns in found.items()}


def _tables(preset: Preset) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from preset.tables.items()
    for source in preset.sources:
        yield from source.tables.items()


def _grant(dialect: str, table: str, columns: list[str]) -> str:
    if dialect == "mysql":
        listed = ", ".join(f"`{column}`" for column in columns)
        return f"GRANT SELECT ({listed}) ON `shop`.`{table}` TO 'shopstat'@'localhost';"
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'GRANT SELECT ({listed}) ON "{table}" TO shopstat;'


def _filled(preset: Preset, name: str) -> str:
    values = {each: _shown(each, preset.options[each].default) for each in blanks_of(name)}
    return name.format(**values)


def _shown(name: str, default: Value | None) -> str:
    return f"<{name}>" if default is None else str(default)
