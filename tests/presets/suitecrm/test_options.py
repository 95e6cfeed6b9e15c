"""SuiteCRM by the close date, by every lead source, and without the index that it lacks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import create_engine

from app.database.reading import Readers
from app.sales.client_id import ClientIDFormat
from app.sales.day import Day
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.preset_file import read_preset
from app.shops.preset_sources import preset_sources
from app.shops.shop import Shop
from app.statistics.inspection import Severity, inspect
from app.statistics.question import Question
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.case import Row, fill
from tests.presets.suitecrm.case import WON, ZONE, case
from tests.shops_made import UNHURRIED, statistics

A_DAY = date(2025, 5, 14)
CASE = case()
BY_CLOSE_DATE = {"time_column": "date_closed", "time_kind": "date"}
EVERY_SOURCE = {"site_sources": []}


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with mariadb.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, CASE)
            connection.exec_driver_sql("DROP INDEX opportunities_date_entered ON opportunities")
        engine.dispose()
        yield url


def a_question(url: str, **options: Any) -> Question:
    given = {**CASE.options, **options}
    sources = preset_sources(read_preset(PRESETS / "suitecrm"), given, "CLP", "mysql")
    unmask = Unmask(ClientIDFormat.parse("999-999"), frozenset(Mask))
    return Question(Shop("crm", ZONE, "CLP", unmask, url, sources), Day(A_DAY, ZONE))


def sales(question: Question) -> int:
    """Count the sales of a day, with and without a client ID."""
    with statistics() as asked, asked.rows(question) as rows:
        matched = sum(sales for _, sales, _, _ in rows)
        return matched + sum(each.sales for each in asked.unmatched(question))


def won() -> list[Row]:
    rows = CASE.rows["opportunities"]
    return [row for row in rows if row["sales_stage"] in WON and not row["deleted"]]


def test_the_day_may_be_that_of_the_close_date(url: str) -> None:
    wanted = [row for row in won() if row["date_closed"] == A_DAY]

    assert sales(a_question(url, **BY_CLOSE_DATE, **EVERY_SOURCE)) == len(wanted) > 0


def test_without_sources_of_the_site_every_deal_counts(url: str) -> None:
    by_source = sales(a_question(url))

    assert sales(a_question(url, **EVERY_SOURCE)) > by_source > 0


def test_without_an_index_check_warns(url: str) -> None:
    readers = Readers(UNHURRIED)

    _, finding = inspect(a_question(url), readers)
    readers.close()

    assert finding.severity is Severity.WARNING
    assert "reads the table" in finding.text
