"""A CSV file as rows: its delimiter counted outside quotes, its quoted cells over several lines."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from app.intake.faults import Broken
from app.intake.text_file import MAX_LINE_CHARACTERS

Row = tuple[int, list[str] | Broken]

DELIMITERS = ";,\t"

_JUDGED_LINES = 50
_TOO_LONG = Broken(
    f"the row is over {MAX_LINE_CHARACTERS:,} characters", "shorten its cells, or leave it out"
)
_STRAY_QUOTE = Broken(
    "a quote stands inside a quoted cell", 'write a quote inside a quoted cell twice: ""'
)


def delimiter_of(lines: Iterable[str | None]) -> str:
    """Tell what parts the cells: the sign found equally often in most of the first lines."""
    judged = [line for line in islice(lines, _JUDGED_LINES) if line and line.strip()]
    return max(DELIMITERS, key=lambda sign: _agreement(judged, sign))


def rows_of(lines: Iterable[str | None], delimiter: str) -> Iterator[Row]:
    """Give the rows with their numbers, as a spreadsheet counts them; ``Broken`` for no row."""
    following = iter(lines)
    for number, line in enumerate(following, start=1):
        if line is None:
            yield number, _TOO_LONG
        elif '"' in line:
            yield number, _quoted(line, following, delimiter)
        else:
            yield number, line.rstrip("\r\n").split(delimiter)


def _agreement(lines: list[str], sign: str) -> tuple[int, int]:
    counts = [_outside_quotes(line, sign) for line in lines]
    most = max(set(counts) - {0}, key=lambda count: (counts.count(count), count), default=0)
    return (counts.count(most), most) if most else (0, 0)


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _quoted(line: str, following: Iterator[str | None], delimiter: str) -> list[str] | Broken:
    """Read a row with quotes, drawing on the following lines until its last cell is closed."""
    drawn: list[str] = []
    lines = _of_one_row(chain([line], following), drawn)
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" not in str(error):
            return _STRAY_QUOTE
        return _without_end(len(drawn) - 1)


def _of_one_row(lines: Iterable[str | None], drawn: list[str]) -> Iterator[str]:
    """Give as many lines as a row may have; they are noted in ``drawn``."""
    length = 0
    for line in lines:
        length += len(line or "")
        if line is None or length > MAX_LINE_CHARACTERS:
            return
        drawn.append(line)
        yield line


def _without_end(taken: int) -> Broken:
    return Broken(
        "a quoted cell has no end",
        f"close the quote; {taken} lines after it were read as a part of it and are not imported",
    )
