"""A spreadsheet as rows: .xlsx, .xls, .ods, read by a process of its own."""

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import BadZipFile

from app.intake import sheet_process
from app.intake.csv_file import Row
from app.intake.faults import BadFile
from app.intake.packed import refuse_bombs
from app.intake.sheet_errors import refuse_errors

_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip: .xlsx, .xlsb, .ods; OLE2: .xls
_SECONDS = 3 * sheet_process.CPU_SECONDS
_SAID = 200
_TOO_MUCH = "the spreadsheet takes too much memory or time: save the sheet as CSV UTF-8"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet that has rows, unpacked into a file; ``others`` are not read."""

    name: str
    others: list[str]
    lines: int
    _unpacked: IO[bytes]

    def rows(self) -> Iterator[Row]:
        """Give the rows from the first with their numbers, every cell as text."""
        self._unpacked.seek(0)
        self._unpacked.readline()
        for number, line in enumerate(self._unpacked, start=1):
            yield number, json.loads(line)


def is_spreadsheet(path: Path) -> bool:
    """Tell a spreadsheet by how it begins; its name may say anything."""
    with path.open("rb") as file:
        return file.read(4).startswith(_BEGINNINGS)


@contextmanager
def unpacked_sheet(path: Path) -> Iterator[Sheet]:
    """Unpack a spreadsheet for the time of the block.

    Raises ``BadFile`` for a bomb, for what is no spreadsheet, and without the library for them.
    """
    if find_spec("python_calamine") is None:
        raise BadFile(
            "this is a spreadsheet, and python-calamine is not installed: "
            "pip install 'shopstat[excel]', or save the sheet as CSV UTF-8"
        )
    refuse_bombs(path)
    _refuse_errors(path)
    with TemporaryFile() as unpacked:
        _unpack(path, unpacked)
        unpacked.seek(0)
        name, sheets = json.loads(unpacked.readline())
        lines = sum(1 for _ in unpacked)
        yield Sheet(name, [sheet for sheet in sheets if sheet != name], lines, unpacked)


def _refuse_errors(path: Path) -> None:
    try:
        refuse_errors(path)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadFile(f"the spreadsheet is damaged or locked ({error}): save it anew") from error


def _unpack(path: Path, unpacked: IO[bytes]) -> None:
    command = [sys.executable, sheet_process.__file__, str(path.absolute())]
    try:
        done = subprocess.run(  # noqa: S603 our own module, a path that is opened and not run
            command,
            stdin=subprocess.DEVNULL,
            stdout=unpacked,
            stderr=subprocess.PIPE,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise BadFile(_TOO_MUCH) from error
    said = done.stderr[-_SAID:].decode(errors="replace").strip()
    if done.returncode < 0 or "MemoryError" in said:
        raise BadFile(_TOO_MUCH)
    if done.returncode:
        raise BadFile(f"the spreadsheet cannot be read ({said}): save it anew, or as CSV UTF-8")
