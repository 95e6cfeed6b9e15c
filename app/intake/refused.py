"""The refused rows as a CSV file that a spreadsheet opens, one line for every fault."""

import csv
from collections.abc import Callable
from typing import TextIO

from app.intake.faults import Fault
from app.intake.formula import disarmed

HEADER = ("row", "column", "value", "reason", "cure")


def refused_writer(file: TextIO) -> Callable[[list[Fault]], None]:
    """Write the header and return what writes the faults of a row."""
    lines = csv.writer(file, delimiter=";", lineterminator="\r\n")
    lines.writerow(HEADER)

    def write(faults: list[Fault]) -> None:
        for fault in faults:
            texts = (fault.column, fault.value, fault.reason, fault.cure)
            lines.writerow((fault.row, *map(disarmed, texts)))

    return write
