"""What holds for every platform: complete, strict, the same bytes for the same rows."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.platforms import PLATFORMS
from app.platforms.platform import BadQuestion, Platform
from app.sales.day import Day
from app.statistics.question import Question
from app.statistics.rows import Row
from tests.shops_made import a_shop

EXOTIC = ('"587"', "5\\8", "5/8", "<b>&'", "дом-7", "\u2028", "\U0001f600", "\x7f", "a\tb", "null")
ROWS: list[Row] = [("587-963", 2, 104_050, -5), *((text, 1, 0, 0) for text in EXOTIC)]
MANY: list[Row] = [(f"{n:06}", 1, n, 0) for n in range(2_500)]

pytestmark = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)


def written(platform: Platform, rows: list[Row]) -> bytes:
    answer = BytesIO()
    platform.write_answer(parted(rows, 1_000), answer)
    return answer.getvalue()


def parted(rows: list[Row], at: int) -> list[list[Row]]:
    return [rows[first : first + at] for first in range(0, len(rows), at)]


def refuse_constant(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS, MANY], ids=["none", "one", "exotic", "many"])
def test_every_answer_is_strict_json_in_utf8(platform: Platform, rows: list[Row]) -> None:
    answer = written(platform, rows)
    json.loads(answer.decode(), parse_constant=refuse_constant)
    for client_id, *_ in rows:
        assert json.dumps(client_id, ensure_ascii=False).encode() in answer


def test_the_same_rows_give_the_same_bytes(platform: Platform) -> None:
    assert written(platform, ROWS) == written(platform, ROWS)


def test_the_same_rows_give_the_same_bytes_however_they_are_parted(platform: Platform) -> None:
    for at in (1, 3):
        answer = BytesIO()
        platform.write_answer([[], *parted(ROWS, at), []], answer)
        assert answer.getvalue() == written(platform, ROWS)


def test_rows_that_differ_give_other_bytes(platform: Platform) -> None:
    assert written(platform, ROWS) != written(platform, ROWS[:-1])


def test_no_rows_are_an_answer_too(platform: Platform) -> None:
    assert written(platform, []) != b""


def test_nothing_asked_is_a_bad_question_that_names_a_parameter(platform: Platform) -> None:
    with pytest.raises(BadQuestion) as caught:
        platform.read_question({}, a_shop())
    assert str(caught.value).startswith(f"{caught.value.parameter}: ")
    assert caught.value.parameter in platform.question_schema().fields


@pytest.mark.parametrize("rows", [[], ROWS], ids=["none", "exotic"])
def test_every_answer_is_as_its_schema_says(platform: Platform, rows: list[Row]) -> None:
    assert platform.answer_schema().validate(json.loads(written(platform, rows))) == {}


def test_every_header_has_its_meaning(platform: Platform) -> None:
    question = Question(a_shop(), Day(date(2026, 11, 21), ZoneInfo("UTC")))
    told = platform.headers(question, datetime(2026, 11, 22, tzinfo=UTC))
    assert told.keys() == platform.header_meanings.keys()


def test_its_place_is_its_own(platform: Platform) -> None:
    assert [other.path for other in PLATFORMS].count(platform.path) == 1
    assert [other.name for other in PLATFORMS].count(platform.name) == 1
