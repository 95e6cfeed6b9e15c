"""A CSV file as rows: its delimiter counted outside quotes, its quoted cells over several lines."""

import csv
from collections.abc import Iterable, Iterator
from itertools import count, islice

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
    for taken in count():
        try:
            return _cells(line, delimiter)
        except csv.Error as error:
            if "unexpected end" not in str(error):
                return _STRAY_QUOTE
        more = next(following, "")
        if not more or len(line) + len(more) > MAX_LINE_CHARACTERS:
            return _without_end(taken)
        line += more
    raise AssertionError  # count() does not end


def _without_end(taken: int) -> Broken:
    return Broken(
        "a quoted cell has no end",
        f"close the quote; {taken} lines after it were read as a part of it and are not imported",
    )


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, strict=True))
