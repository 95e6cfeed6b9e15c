"""What each preset shows: its platform's real tables with a year of orders, and the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, MetaData, Table, insert, text

from tests.real_shops.truth import Sale

FOLDER = Path(__file__).parent
ROWS_AT_ONCE = 500
MOSCOW = ZoneInfo("Europe/Moscow")

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class PresetCase:
    """One platform as a shop runs it: ``tables.sql`` beside the case, its rows, and its sales.

    ``server`` is the fixture of the engine. ``options`` stand in the shop's file. ``time_zone``
    and ``currency`` are the shop's; ``detected`` is what the database itself must say: options,
    ``time_zone`` and ``currency``. ``orders`` is the table with the platform's sales, of which a
    day may read no more than a part.
    """

    preset: str
    server: str
    orders: str
    rows: Rows
    sales: Sequence[Sale]
    options: Mapping[str, Any] = field(default_factory=dict)
    detected: Mapping[str, Any] = field(default_factory=dict)
    time_zone: ZoneInfo = MOSCOW
    currency: str = "RUB"

    @property
    def tables(self) -> Path:
        """The platform's CREATE TABLE statements."""
        return FOLDER / self.preset.replace("-", "_") / "tables.sql"


def all_cases() -> dict[str, str]:
    """Return the module of each case by the name of its preset; none is made yet."""
    return {
        file.parent.name.replace("_", "-"): f"tests.presets.{file.parent.name}.case"
        for file in sorted(FOLDER.glob("*/case.py"))
    }


def make_case(module: str) -> PresetCase:
    """Draw the year of a case: its module has a function ``case()``."""
    made: PresetCase = import_module(module).case()
    return made


def fill(connection: Connection, case: PresetCase) -> None:
    """Make the platform's tables and fill them, through its own engine."""
    write(connection, case.tables.read_text(encoding="utf-8"), case.rows)


def write(connection: Connection, create: str, filling: Rows) -> None:
    """Run CREATE TABLE statements, and write rows by table in their order."""
    for statement in create.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement.replace("%", "%%"))
    tables = MetaData()
    tables.reflect(connection)
    for name, rows in filling.items():
        _insert(connection, tables.tables[name], rows)
    analyze = "ANALYZE TABLE `{}`" if connection.dialect.name == "mysql" else 'ANALYZE "{}"'
    for name in filling:
        connection.execute(text(analyze.format(name)))


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows of one table may leave columns out; those of the same columns go in together."""
    alike: dict[frozenset[str], list[Row]] = {}
    for row in rows:
        alike.setdefault(frozenset(row), []).append(row)
    for group in alike.values():
        for first in range(0, len(group), ROWS_AT_ONCE):
            connection.execute(insert(table), group[first : first + ROWS_AT_ONCE])
