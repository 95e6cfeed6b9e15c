"""The shop that is deployed: many clients on one day, so that the answer is large."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from tests.deploy.conditions import wait_until
from tests.drills.served import Reply, Served, basic, served

SHOP = "main"
DAY = "2026-11-20"
CLIENTS = 4_000
OPTIONS = """
server.workers = {workers}
server.trusted_proxies = {proxies}
sources.connect_timeout_seconds = 20
sources.query_timeout_seconds = 20
"""

_SHOP_FILE = """
time_zone = "UTC"
currency = "EUR"
database_file = "main.database-url"

[client_id]
format = "999-999"
masks = ["plain"]

[[source]]
name = "calls"
channel = "call"
table = "calls"
time = { column = "at", kind = "utc" }
client_id = "client_id"
revenue = "amount"
"""


@contextmanager
def deployed(tmp_path: Path, workers: int = 2, proxies: int = 0) -> Iterator[Served]:
    """Serve the shop; its database is ``instance/shop.db``, and every sale is worth 1.00."""
    options = OPTIONS.format(workers=workers, proxies=proxies)
    instance = tmp_path / "instance"
    sell(instance / "shop.db", amount=1)
    point_to(instance, "shop.db")
    with served(instance, {SHOP: _SHOP_FILE}, options) as server:
        wait_until(lambda: len(server.workers()) == workers, f"{workers} workers are there")
        yield server


def sell(database: Path, amount: int) -> None:
    """Make a shop's database where every client bought once, for this amount."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE calls (at TEXT, client_id TEXT, amount NUMERIC)")
        connection.executemany(
            "INSERT INTO calls VALUES (?, ?, ?)",
            [(f"{DAY} 12:00:00", client_id(number), amount) for number in range(CLIENTS)],
        )


def point_to(instance: Path, database: str) -> None:
    """Write the secret file that names the shop's database."""
    secret = instance / "shops" / "main.database-url"
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.write_text(f"sqlite:///{database}")


def answer(amount: int) -> bytes:
    """Return the bytes that /stat sends for the day."""
    row = '{"user_id":"%s","count":1,"revenue":%d.00,"gross_profit":0.00}'
    rows = ",".join(row % (client_id(number), amount) for number in range(CLIENTS))
    return b'{"data":[%s]}' % rows.encode()


def ask(server: Served, headers: Mapping[str, str] | None = None) -> Reply:
    """Ask for the day."""
    return server.get(f"/stat?date={DAY}", {**basic(SHOP), **(headers or {})})


def client_id(number: int) -> str:
    """Return a client's ID; they are in order."""
    return f"{number // 1000:03}-{number % 1000:03}"
