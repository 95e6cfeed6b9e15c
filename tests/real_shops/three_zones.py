"""One shop's database read by three shops in three zones, and what each must be answered."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, create_engine

from app.sales.channel import Channel
from app.shops.shop_rules import read_select_file
from app.shops.source import SelectSource, TimeKind
from tests.databases.installation import Installation, installed
from tests.databases.servers import Server
from tests.real_shops.moments import YEAR, ZONES
from tests.real_shops.truth import NOTHING, Sale, answers

SHOP_FILE = """
time_zone = "{zone}"
currency = "RUB"
database = "{url}"

[client_id]
format = "999-999"
masks = ["plain", "article", "cart"]
"""

SOURCE = """
[[source]]
name = "{name}"
channel = "{channel}"
select = "{select}"
time = {{ kind = "utc" }}
"""


@contextmanager
def filled(server: Server, fill: Callable[[Connection], None]) -> Iterator[str]:
    """Give the URL of a database that ``fill`` makes."""
    with server.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection)
        engine.dispose()
        yield url


@contextmanager
def three_zones(folder: Path, url: str, selects: Mapping[Path, Channel]) -> Iterator[Installation]:
    """Install Shopstat over a database; ``selects`` are the files of its sources."""
    (folder / "shops").mkdir()
    sources = "".join(_source(file, selects[file], folder / "shops") for file in selects)
    shops = {shop_in(zone): SHOP_FILE.format(zone=zone, url=url) + sources for zone in ZONES}
    with installed(folder, shops) as shopstat:
        yield shopstat


def shop_in(zone: ZoneInfo) -> str:
    """Name the shop that lives in a zone: ``europe-moscow``."""
    return str(zone).replace("/", "-").lower()


def answered_year(shopstat: Installation, zone: ZoneInfo) -> list[str]:
    """Ask for every day of the year; a line is a date and the answer's bytes, read as UTF-8."""
    return [f"{day} {shopstat.answer(shop_in(zone), day).decode()}" for day in YEAR]


def recomputed_year(sales: Iterable[Sale], zone: ZoneInfo) -> list[str]:
    """Give the same lines out of what the generator knows."""
    days = answers(sales, zone)
    return [f"{day} {days.get(day, NOTHING).decode()}" for day in YEAR]


def select_source(file: Path, channel: Channel) -> SelectSource:
    """Give the source that a shop's file would make of a SELECT."""
    return SelectSource(file.stem, channel, read_select_file(file), TimeKind.UTC)


def _source(file: Path, channel: Channel, shops: Path) -> str:
    copy(file, shops)
    return SOURCE.format(name=file.stem, channel=channel, select=file.name)
