"""A process of its own that reads a spreadsheet: what it may take is bounded, and it may fail.

A sheet of five kilobytes that has one cell in the last row and column makes every reader that
keeps a sheet in memory ask for 500 GB; here that ends this process and not the server.
Run as ``python sheet_process.py FILE``; prints JSON, a line each: the name of the sheet read and
the names of all, then the rows as lists of texts.
"""

import json
import resource
import sys
from datetime import datetime, timedelta
from typing import Any

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 120
OUTPUT_BYTES = 1 << 30

_HALF_A_SECOND = timedelta(milliseconds=500)  # a spreadsheet keeps times as fractions of a day


def main(path: str) -> None:
    """Print the rows of the first sheet that has any."""
    from python_calamine import CalamineError, CalamineWorkbook  # an extra, asked for before

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _print_rows(CalamineWorkbook.from_path(path))
    except CalamineError as error:
        sys.exit(str(error))


def _print_rows(workbook: Any) -> None:
    sheets = (workbook.get_sheet_by_name(name) for name in workbook.sheet_names)
    sheet = next((sheet for sheet in sheets if sheet.height), None)
    if sheet is None:
        sys.exit("it has no rows")
    print(json.dumps([sheet.name, workbook.sheet_names]))
    for row in sheet.iter_rows():
        print(json.dumps([_text(cell) for cell in row]))


def _text(cell: Any) -> str:
    """Write a cell as text: a number with the 15 digits that a spreadsheet keeps."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return str((cell + _HALF_A_SECOND).replace(microsecond=0))
    return str(cell)


if __name__ == "__main__":
    main(sys.argv[1])
