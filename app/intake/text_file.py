"""A text file from any program: its encoding found by rule, its lines bounded in length."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from app.intake.faults import BadFile

MAX_LINE_CHARACTERS = 65_536

_PIECE = 1 << 20
_BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def encoding_of(path: Path) -> str:
    """Name the encoding: what the byte order mark says, else UTF-8 where all is, else cp1251.

    Guessing by frequencies fails on real Russian files; this rule has no luck in it.
    """
    with path.open("rb") as file:
        beginning = file.read(4)
        for mark, encoding in _BYTE_ORDER_MARKS:
            if beginning.startswith(mark):
                return encoding
        file.seek(0)
        return "utf-8" if _is_utf8(file) else "cp1251"


def lines_of(path: Path, encoding: str) -> Iterator[str | None]:
    """Give the lines with their ends; None stands for one over 65,536 characters.

    Raises ``BadFile`` where the bytes do not fit the encoding.
    """
    with path.open(encoding=encoding, newline="") as file:
        number = 0
        try:
            for number, line in enumerate(_bounded(file), start=1):  # noqa: B007 it is told below
                yield line
        except UnicodeError as error:
            raise BadFile(
                f"line {number + 1} or one soon after it is no {encoding} text ({error}): "
                "save the file as CSV UTF-8"
            ) from error


def line_count(path: Path) -> int:
    """Count the lines, about: what a cell has of them is counted too."""
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(_PIECE), b""))


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _bounded(file: IO[str]) -> Iterator[str | None]:
    while line := file.readline(MAX_LINE_CHARACTERS):
        if _complete(line):
            yield line
        else:
            yield None
            _skip_the_rest(file)


def _complete(line: str) -> bool:
    return len(line) < MAX_LINE_CHARACTERS or line.endswith(("\n", "\r"))


def _skip_the_rest(file: IO[str]) -> None:
    while (piece := file.readline(MAX_LINE_CHARACTERS)) and not _complete(piece):
        pass
