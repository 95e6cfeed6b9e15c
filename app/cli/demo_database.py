"""The demo shop's database: an SQLite file like those that small shops have."""

import sqlite3
from contextlib import closing
from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.cli.demo_shop import ZONE, calls_on, offline_sales_on

DAYS = 92

_SCHEMA = """
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY,
    called_at TEXT NOT NULL,  -- UTC
    client_id TEXT,
    amount NUMERIC NOT NULL,
    cost NUMERIC NOT NULL,
    status TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS calls_called_at ON calls (called_at);
CREATE TABLE IF NOT EXISTS offline_sales (
    id INTEGER PRIMARY KEY,
    sold_at TEXT NOT NULL,  -- the shop's clock
    note TEXT NOT NULL,
    total NUMERIC NOT NULL,
    purchase_cost NUMERIC NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS offline_sales_sold_at ON offline_sales (sold_at);
"""


def fill(file: Path, now: datetime) -> None:
    """Add the sales of three months up to ``now``; rows that are there stay as they are."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(_SCHEMA)
        today = now.astimezone(ZONE).date()
        for day in _days_to_fill(connection, today):
            _fill_day(connection, day, now)


def _days_to_fill(connection: sqlite3.Connection, today: date) -> list[date]:
    """Begin three months ago, or after a longer pause with the last day that has sales."""
    first = today - timedelta(days=DAYS - 1)
    (last,) = connection.execute("SELECT max(sold_at) FROM offline_sales").fetchone()
    if last is not None:
        first = min(first, date.fromisoformat(last[:10]))
    return [first + timedelta(days=n) for n in range((today - first).days + 1)]


def _fill_day(connection: sqlite3.Connection, day: date, now: datetime) -> None:
    calls = [call for call in calls_on(day) if call.called_at <= _written(now.astimezone(UTC))]
    sales = [
        sale for sale in offline_sales_on(day) if sale.sold_at <= _written(now.astimezone(ZONE))
    ]
    connection.executemany(
        "INSERT OR IGNORE INTO calls VALUES (?, ?, ?, ?, ?, ?)", map(astuple, calls)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO offline_sales VALUES (?, ?, ?, ?, ?, ?)", map(astuple, sales)
    )


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
