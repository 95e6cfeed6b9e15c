"""Alytics' CSV for platforms that take files: two header lines, a row per day and client ID.

The format is that of Alytics' "user id" method (Alytics Wiki, page "Метод user id", read 2026).
"""

import csv
from collections.abc import Iterable
from datetime import date
from typing import TextIO

from app.intake.formula import disarmed
from app.sales.money import write_amount
from app.statistics.rows import Row

HEADERS = (
    ("Дата", "User_id", "Кол-во продаж", "Выручка", "Прибыль"),
    ("date", "user_id", "count", "revenue", "gross_profit"),
)


def write_headers(file: TextIO) -> None:
    """Write the two header lines."""
    csv.writer(file).writerows(HEADERS)


def write_day(file: TextIO, day: date, rows: Iterable[Row]) -> None:
    """Write the rows of a day."""
    csv.writer(file).writerows(
        (day, disarmed(client_id), sales, write_amount(revenue), write_amount(gross_profit))
        for client_id, sales, revenue, gross_profit in rows
    )
