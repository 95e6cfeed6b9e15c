"""A whole server over two shops on SQLite, each with an account of its own name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import time_machine
from flask.testing import FlaskClient

from tests.databases.installation import PASSWORD, installed
from tests.shops_made import a_calls_table

NORTH, SOUTH = ("north", PASSWORD), ("south", PASSWORD)

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
database = "sqlite:///{name}.db"

[client_id]
format = "999-999"
masks = ["plain"]

[[source]]
name = "calls"
channel = "call"
table = "calls"
time = {{ column = "called_at", kind = "utc" }}
client_id = "client_id"
revenue = "amount"

[[source]]
name = "store"
channel = "offline"
select = "store.sql"
time = {{ kind = "utc" }}
"""
SELECT = """
SELECT client_id, amount / 2 AS revenue FROM calls
WHERE called_at >= :since AND called_at < :until
"""


@contextmanager
def served(folder: Path, options: str = "") -> Iterator[FlaskClient]:
    """Ask the server at noon, UTC, of the day of the sales; the databases are in the folder."""
    (folder / "shops").mkdir()
    (folder / "shops" / "store.sql").write_text(SELECT)
    a_calls_table(f"sqlite:///{folder / 'north.db'}", "'587-963', 1040.50")
    a_calls_table(f"sqlite:///{folder / 'south.db'}", "'111-222', 8")
    shops = {name: SHOP.format(name=name) for name in ("north", "south")}
    with (
        time_machine.travel("2026-11-21T12:00:00Z", tick=False),
        installed(folder, shops, options) as shopstat,
    ):
        yield shopstat._client
