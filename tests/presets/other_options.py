"""A shop of a preset, asked under other options than its case has."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import create_engine

from app.sales.client_id import ClientIDFormat
from app.sales.day import Day
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.preset_file import read_preset
from app.shops.preset_sources import preset_sources
from app.shops.shop import Shop
from app.statistics.question import Question
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.case import PresetCase, fill
from tests.shops_made import statistics

UNMASK = Unmask(ClientIDFormat.parse("999-999"), frozenset(Mask))


@contextmanager
def filled(server: Server, case: PresetCase, *changes: str) -> Iterator[str]:
    """Give the URL of a database with the tables and rows of a case, changed by statements."""
    with server.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, case)
            for change in changes:
                connection.exec_driver_sql(change)
        engine.dispose()
        yield url


def a_question(case: PresetCase, url: str, day: date, /, **options: Any) -> Question:
    """What did the shop of the case sell on this day, if its file had these options?"""
    given = {**case.options, **options}
    backend = "postgresql" if case.server == "postgresql" else "mysql"
    sources = preset_sources(read_preset(PRESETS / case.preset), given, case.currency, backend)
    shop = Shop("main", case.time_zone, case.currency, UNMASK, url, sources)
    return Question(shop, Day(day, case.time_zone))


def count_sales(question: Question) -> int:
    """Count the sales of a day, with and without a client ID."""
    with statistics() as asked, asked.rows(question) as rows:
        matched = sum(sales for _, sales, _, _ in rows)
        return matched + sum(each.sales for each in asked.unmatched(question))
