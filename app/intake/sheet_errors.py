"""Cells like #DIV/0!, which the library for spreadsheets reads as blank: none may pass for zero.

They are looked for in .xlsx and .ods; in the older .xls they cannot be told from blank cells.
"""

import re
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from app.intake.faults import BadFile

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
_ERROR = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^<>]*\bt="e"|value-type="error"')
_PIECE = 1 << 20
_LONGEST_TAG = 200


def refuse_errors(path: Path) -> None:
    """Raise ``BadFile`` where a cell of any sheet holds an error; bombs are refused before."""
    if not is_zipfile(path):
        return
    with ZipFile(path) as archive:
        for name in filter(_SHEET.fullmatch, archive.namelist()):
            _refuse_errors_of(archive, name)


def _refuse_errors_of(archive: ZipFile, name: str) -> None:
    with archive.open(name) as sheet:
        end = b""
        while piece := sheet.read(_PIECE):
            found = _ERROR.search(end + piece)
            if found:
                cell = f"the cell {found[1].decode()}" if found[1] else "a cell"
                raise BadFile(f"{cell} holds an error like #DIV/0!: mend its formula or empty it")
            end = piece[-_LONGEST_TAG:]
