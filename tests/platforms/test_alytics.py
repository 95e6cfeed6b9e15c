"""Alytics: one day per question, one JSON object per client ID."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.platforms.alytics import Alytics, AnswerSchema
from app.platforms.platform import BadQuestion
from app.sales.day import Day
from app.statistics.question import Question
from app.statistics.rows import Row
from tests.shops_made import a_shop

MOSCOW = ZoneInfo("Europe/Moscow")
ROWS: list[Row] = [
    ("587-963", 2, 104_050, 0),
    ("587-964", -1, -5, -104_050),
    ("дом-7", 1, 10**17, 1),
]


def written(rows: list[Row]) -> bytes:
    answer = BytesIO()
    Alytics().write_answer([rows], answer)
    return answer.getvalue()


def test_amounts_are_numbers_with_two_decimals_and_no_exponent() -> None:
    assert written(ROWS).decode() == (
        '{"data":[{"user_id":"587-963","count":2,"revenue":1040.50,"gross_profit":0.00},'
        '{"user_id":"587-964","count":-1,"revenue":-0.05,"gross_profit":-1040.50},'
        '{"user_id":"дом-7","count":1,"revenue":1000000000000000.00,"gross_profit":0.01}]}'
    )


@pytest.mark.parametrize(
    ("minor_units", "amount"), [(-5, "-0.05"), (-100, "-1.00"), (-104_050, "-1040.50")]
)
def test_an_amount_below_zero_is_told_as_such(minor_units: int, amount: str) -> None:
    refunded = written([("587-963", 1, minor_units, 0)]).decode()
    at_a_loss = written([("587-963", 1, 0, minor_units)]).decode()
    assert f'"revenue":{amount},"gross_profit":0.00' in refunded
    assert f'"revenue":0.00,"gross_profit":{amount}' in at_a_loss


def test_no_sales_are_an_empty_list() -> None:
    assert written([]) == b'{"data":[]}'


@pytest.mark.parametrize("rows", [[], ROWS])
def test_the_bytes_are_what_the_schema_promises(rows: list[Row]) -> None:
    answer: dict[str, Any] = json.loads(written(rows), parse_float=Decimal)
    loaded = AnswerSchema().load(answer)
    assert AnswerSchema().dump(loaded) == answer


def test_a_row_reads_the_same_whatever_rows_stand_beside_it() -> None:
    row = ("587-963", 2, 104_005, 5)
    for unusual in (("587-964", 1, -5, 0), ("587-964", 1, 5, -1), ('5"', 1, 0, 0), ("№", 1, 0, 0)):
        alone, together = written([row]), written([row, unusual])
        assert together.startswith(alone.removesuffix(b"]}") + b",")


def test_a_question_is_one_date_in_the_zone_of_the_shop() -> None:
    shop = a_shop(zone=MOSCOW)
    question = Alytics().read_question({"date": ["2026-11-21"], "page": ["2", "3"]}, shop)
    assert question == Question(shop, Day(date(2026, 11, 21), MOSCOW))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "date: missing; ask for a day as ?date=YYYY-MM-DD"),
        ({"date": []}, "date: expected one date, got 0"),
        ({"date": ["2026-11-21", "2026-11-22"]}, "date: expected one date, got 2"),
        ({"date": ["21.11.2026"]}, "date: expected YYYY-MM-DD, got '21.11.2026'"),
        ({"Date": ["2026-11-21"]}, "date: missing; ask for a day as ?date=YYYY-MM-DD"),
    ],
)
def test_any_other_question_is_told_what_is_wrong(
    arguments: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(BadQuestion) as caught:
        Alytics().read_question(arguments, a_shop())
    assert (caught.value.parameter, str(caught.value)) == ("date", message)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2026, 11, 20, 20, 59, 59, tzinfo=UTC), "future"),
        (datetime(2026, 11, 20, 21, tzinfo=UTC), "in-progress"),
        (datetime(2026, 11, 21, 20, 59, 59, tzinfo=UTC), "in-progress"),
        (datetime(2026, 11, 21, 21, tzinfo=UTC), "complete"),
    ],
)
def test_a_poller_is_told_how_final_the_day_is(now: datetime, state: str) -> None:
    question = Question(a_shop(), Day(date(2026, 11, 21), MOSCOW))
    assert Alytics().headers(question, now) == {
        "Stat-Day": f'2026-11-21; zone="Europe/Moscow"; state={state}'
    }
