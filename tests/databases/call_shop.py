"""The shop whose calls are in the table ``calls``: one shop file for each kind of time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine, make_url

from app.shops.source import TimeKind
from tests.databases.call_table import COLUMNS, KINDS, Call, create
from tests.databases.installation import Installation, installed

ZONE = ZoneInfo("America/Santiago")

HEAD = f"""
time_zone = "{ZONE}"
currency = "CLP"
database = "{{url}}"

[client_id]
format = "AA-999"
masks = ["plain"]
"""

TABLE_SOURCE = """
[[source]]
name = "calls"
channel = "call"
table = "calls"
time = {{ column = "{column}", kind = "{kind}" }}
client_id = "client_id"
revenue = "amount"
cost = "cost"
where = {{ status = ["paid", "done"] }}
"""


def kinds(url: str) -> tuple[TimeKind, ...]:
    """Name the kinds of time that a database knows."""
    return KINDS[make_url(url).get_backend_name()]


def fill(url: str, calls: Iterable[Call]) -> None:
    """Make the table of calls in an empty database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        create(connection, calls, ZONE)
    engine.dispose()


def shop_file(url: str, kind: TimeKind) -> str:
    """Write the file of a shop that finds the moment of a call in this kind of time."""
    return HEAD.format(url=url) + TABLE_SOURCE.format(column=COLUMNS[kind], kind=kind)


@contextmanager
def call_shops(folder: Path, url: str, calls: Iterable[Call]) -> Iterator[Installation]:
    """Install Shopstat over the calls: a shop for each kind of time, named after it."""
    fill(url, calls)
    with installed(folder, {kind: shop_file(url, kind) for kind in kinds(url)}) as shopstat:
        yield shopstat
