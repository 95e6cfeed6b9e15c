"""Files of sales for tests that show only what matters, and what is read from them."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.intake.columns import find_columns
from app.intake.faults import Fault
from app.intake.sale_rows import Manner, judge
from app.intake.table_file import table_file
from app.sales.channel import Channel
from app.sales.sale import Sale
from tests.shops_made import a_shop

MOSCOW = ZoneInfo("Europe/Moscow")
SHOP = a_shop(zone=MOSCOW)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADER = "Дата;Клиент;Сумма\n"


def a_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "sales.csv") -> Path:
    """Write a text as a program of that encoding would."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path, **said: str) -> list[Sale | list[Fault]]:
    """Read all the rows of a file."""
    with table_file(path) as table:
        manner = Manner(SHOP, find_columns(table.headers, said, {}), Channel.CALL, NOW)
        return [verdict for _, verdict in judge(table, manner)]


def sales(path: Path, **said: str) -> list[Sale]:
    """Read the rows of a file, all of which must be good."""
    verdicts = read(path, **said)
    bad = [verdict for verdict in verdicts if not isinstance(verdict, Sale)]
    assert bad == []
    return [verdict for verdict in verdicts if isinstance(verdict, Sale)]


def faults(path: Path, **said: str) -> list[Fault]:
    """Read the faults of a file."""
    refused = (verdict for verdict in read(path, **said) if not isinstance(verdict, Sale))
    return [fault for verdict in refused for fault in verdict]


def reasons(path: Path, **said: str) -> list[tuple[int, str, str]]:
    """Read row, column and reason of every fault of a file."""
    return [(fault.row, fault.column, fault.reason) for fault in faults(path, **said)]
