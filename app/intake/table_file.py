"""A file of sales as a table: its header, its rows, and how it was read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.intake import csv_file
from app.intake.csv_file import Row
from app.intake.faults import BadFile, Broken
from app.intake.fields import field_called
from app.intake.spreadsheet import is_spreadsheet, unpacked_sheet
from app.intake.text_file import encoding_of, line_count, lines_of

MAX_COLUMNS = 200

_SEARCHED_ROWS = 20
_DELIMITERS = {";": "semicolons", ",": "commas", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table that can be read again and again; ``told`` says how the file was understood.

    ``lines`` is about how many rows there are, to show progress by.
    """

    told: str
    headers: tuple[str, ...]
    lines: int
    _header_rows: range
    _all_rows: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """Give the rows below the header that are not blank, as many cells as the header has."""
        for number, cells in self._all_rows():
            if number < self._header_rows.stop:
                continue
            if isinstance(cells, Broken):
                yield number, cells
            elif any(map(str.strip, cells)):
                yield number, _fitted(cells, len(self.headers))


@contextmanager
def table_file(path: Path) -> Iterator[TableFile]:
    """Open a file of sales: a spreadsheet, or else CSV; raises ``BadFile``."""
    if not path.is_file():
        raise BadFile(f"{path} is no regular file: name a file that can be read twice")
    if is_spreadsheet(path):
        with unpacked_sheet(path) as sheet:
            others = f"; not read: {', '.join(sheet.others)}" if sheet.others else ""
            yield _table(f"spreadsheet, sheet {sheet.name}{others}", sheet.lines, sheet.rows)
    else:
        encoding = encoding_of(path)
        delimiter = csv_file.delimiter_of(lines_of(path, encoding))
        told = f"CSV, {encoding}, cells parted by {_DELIMITERS[delimiter]}"
        lines = line_count(path)
        yield _table(told, lines, lambda: csv_file.rows_of(lines_of(path, encoding), delimiter))


def _table(told: str, lines: int, all_rows: Callable[[], Iterator[Row]]) -> TableFile:
    number, cells = _header(all_rows())
    headers = tuple(cell.strip() for cell in cells)
    if len(headers) > MAX_COLUMNS:
        raise BadFile(f"the table has {len(headers)} columns: leave at most {MAX_COLUMNS}")
    until = number + 2 if _repeats(headers, all_rows(), number + 1) else number + 1
    return TableFile(told, headers, lines, range(number, until), all_rows)


def _header(rows: Iterator[Row]) -> tuple[int, list[str]]:
    """Find the header: the row with the most known names among the first, the first if none has."""
    written = [
        (number, _trimmed(cells))
        for number, cells in islice(rows, _SEARCHED_ROWS)
        if not isinstance(cells, Broken) and any(map(str.strip, cells))
    ]
    if not written:
        raise BadFile("the file has no rows: is it the right one?")
    return max(written, key=lambda row: sum(map(bool, map(field_called, row[1]))))


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _repeats(headers: tuple[str, ...], rows: Iterator[Row], number: int) -> bool:
    """Tell a second header line, which names the same columns in another language."""
    cells = next((cells for at, cells in rows if at == number), None)
    if cells is None or isinstance(cells, Broken):
        return False
    fields = [field_called(cell) for cell in _trimmed(cells)]
    return any(fields) and fields == [field_called(header) for header in headers]


def _fitted(cells: list[str], width: int) -> list[str] | Broken:
    if any(map(str.strip, cells[width:])):
        return Broken(
            f"the row has more cells than the header, which has {width}",
            "put cells that hold a delimiter into quotes, or name the column in the header",
        )
    return [*cells[:width], *[""] * (width - len(cells))]
