"""SuiteCRM by the close date, by every lead source, and without the index that it lacks."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.database.reading import Readers
from app.statistics.inspection import Severity, inspect
from tests.databases.servers import Server
from tests.presets.case import Row
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.suitecrm.case import WON, case
from tests.shops_made import UNHURRIED

A_DAY = date(2025, 5, 14)
CASE = case()


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE, "DROP INDEX opportunities_date_entered ON opportunities") as url:
        yield url


def won() -> list[Row]:
    rows = CASE.rows["opportunities"]
    return [row for row in rows if row["sales_stage"] in WON and not row["deleted"]]


def test_the_day_may_be_that_of_the_close_date(url: str) -> None:
    wanted = [row for row in won() if row["date_closed"] == A_DAY]
    by_close_date = {"time_column": "date_closed", "time_kind": "date", "site_sources": []}

    assert count_sales(a_question(CASE, url, A_DAY, **by_close_date)) == len(wanted) > 0


def test_without_sources_of_the_site_every_deal_counts(url: str) -> None:
    by_source = count_sales(a_question(CASE, url, A_DAY))

    assert count_sales(a_question(CASE, url, A_DAY, site_sources=[])) > by_source > 0


def test_without_an_index_check_warns(url: str) -> None:
    readers = Readers(UNHURRIED)

    _, finding = inspect(a_question(CASE, url, A_DAY), readers)
    readers.close()

    assert finding.severity is Severity.WARNING
    assert "reads the table" in finding.text
