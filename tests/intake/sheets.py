"""Spreadsheets made by libraries, and some that nobody should open."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Cell = str | float | date | datetime


def an_xlsx(folder: Path, rows: Sequence[Sequence[Cell]], at: tuple[int, int] = (0, 0)) -> Path:
    """Write rows from a cell on, dates as dates, below a sheet without rows."""
    path = folder / "sales.xlsx"
    options = {"default_date_format": "dd.mm.yyyy hh:mm", "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.add_worksheet("empty")
        sheet = workbook.add_worksheet("Продажи")
        for number, row in enumerate(rows):
            sheet.write_row(at[0] + number, at[1], row)
    return path


def an_ods(folder: Path, rows: Sequence[Sequence[Cell]], repeated: int = 1) -> Path:
    """Write rows; the last cell of the last row is repeated so often, in as many rows."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Продажи")
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        line = TableRow(numberrowsrepeated=repeated if last else 1)
        for place, cell in enumerate(row):
            times = repeated if last and place == len(row) - 1 else 1
            line.addElement(_ods_cell(cell, numbercolumnsrepeated=times))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    path = folder / "sales.ods"
    document.save(str(path))
    return path


def _ods_cell(cell: Cell, **attributes: Any) -> TableCell:
    match cell:
        case date():
            return TableCell(valuetype="date", datevalue=cell.isoformat(), **attributes)
        case str():
            written = TableCell(valuetype="string", **attributes)
            written.addElement(P(text=cell))
            return written
        case _:
            return TableCell(valuetype="float", value=str(cell), **attributes)
