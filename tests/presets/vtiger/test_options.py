"""Vtiger in UTC, as it comes, and that its window loses no deal of a day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.databases.servers import Server
from tests.presets.case import Row
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.vtiger.case import WON, case, is_ours

CASE = case()
A_DAY = date(2025, 5, 14)
BEHIND_UTC = timedelta(hours=4)  # the clock of Santiago on that day


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE) as url:
        yield url


def won() -> dict[int, Row]:
    rows = CASE.rows["vtiger_potential"]
    return {row["potentialid"]: row for row in rows if row["sales_stage"] in WON and is_ours(row)}


@pytest.mark.parametrize("day", [date(2025, 1, 1), A_DAY, date(2025, 12, 31)], ids=str)
def test_the_whole_table_has_no_deal_that_the_window_lacks(day: date, url: str) -> None:
    by_numbers = count_sales(a_question(CASE, url, day))

    assert 0 < by_numbers == count_sales(a_question(CASE, url, day, window="none"))


def test_records_may_be_kept_in_utc(url: str) -> None:
    deals = won()
    wanted = [
        row
        for row in CASE.rows["vtiger_crmentity"]
        if row["crmid"] in deals
        and not row["deleted"]
        and (row["createdtime"] - BEHIND_UTC).date() == A_DAY
    ]

    assert count_sales(a_question(CASE, url, A_DAY, time_kind="utc")) == len(wanted) > 0
