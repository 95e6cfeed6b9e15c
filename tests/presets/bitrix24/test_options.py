"""What the options of the preset of Bitrix24 change."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.databases.servers import Server
from tests.presets.bitrix24.case import FACE_TO_FACE, PIPELINES, case
from tests.presets.case import Row
from tests.presets.other_options import a_question, count_sales, filled
from tests.real_shops.moments import YEAR

TEN_DAYS = YEAR[130:140]
CASE = case()
DEALS = ["phone", "store"]


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE) as url:
        yield url


def sold(url: str, **options: Any) -> int:
    """Count the sales of the ten days under other options."""
    return sum(count_sales(a_question(CASE, url, day, **options)) for day in TEN_DAYS)


def won(column: str, *sources: str) -> list[Row]:
    """Give the won deals from these sources whose column falls on the ten days."""
    return [
        row
        for row in CASE.rows[CASE.orders]
        if row[column].date() in TEN_DAYS
        and (row["STAGE_SEMANTIC_ID"], row["IS_RECURRING"]) == ("S", "N")
        and row["SOURCE_ID"] in sources
        and "RUB" in (row["CURRENCY_ID"], row["ACCOUNT_CURRENCY_ID"])
    ]


def test_the_day_may_be_that_of_the_closing(url: str) -> None:
    drawn = won("CLOSEDATE", *FACE_TO_FACE, "CALL", "CALLBACK")
    wanted = [row for row in drawn if row["CATEGORY_ID"] in PIPELINES]

    assert sold(url, day="closed", sources=DEALS) == len(wanted) > 0


def test_without_pipelines_every_pipeline_counts(url: str) -> None:
    wanted = won("DATE_CREATE", *FACE_TO_FACE)

    assert sold(url, pipelines=[], sources=["store"]) == len(wanted) > 0


def test_the_sources_of_the_phone_may_be_named(url: str) -> None:
    wanted = won("DATE_CREATE", "WEB")

    assert sold(url, pipelines=[], phone_sources=["WEB"], sources=["phone"]) == len(wanted) > 0


def test_without_a_field_only_the_comment_is_read(url: str) -> None:
    """The number of the row is no client ID."""
    question = a_question(CASE, url, TEN_DAYS[0], client_field="VALUE_ID", invoice_field="ID")

    assert count_sales(question) == count_sales(a_question(CASE, url, TEN_DAYS[0]))


@pytest.mark.parametrize("day", [date(2025, 1, 1), TEN_DAYS[0], date(2025, 12, 31)], ids=str)
def test_the_time_alone_finds_the_same_sales(day: date, url: str) -> None:
    by_numbers = count_sales(a_question(CASE, url, day))

    assert 0 < by_numbers == count_sales(a_question(CASE, url, day, window="time"))
