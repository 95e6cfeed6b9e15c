"""When a source is whole, and when it has shrunk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.ledger.marks import Mark
from app.statistics.high_water import raised, reaches
from app.statistics.presence import Seen

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SLACK = 24 * HOUR
EMPTY = Mark("north", "calls")
MARK = replace(EMPTY, newest=NOON, floor=NOON - 30 * HOUR)


def test_a_first_look_makes_a_mark() -> None:
    assert raised(EMPTY, Seen(NOON, NOON - 30 * HOUR), SLACK) == MARK


def test_the_newest_sales_of_a_busy_source_may_go_back_by_the_slack() -> None:
    assert raised(EMPTY, Seen(NOON, NOON - HOUR), SLACK).floor == NOON - SLACK


def test_the_last_twenty_of_a_quiet_source_may_go() -> None:
    assert raised(EMPTY, Seen(NOON, NOON - 900 * HOUR), SLACK).floor == NOON - 900 * HOUR


def test_a_mark_never_goes_back() -> None:
    assert raised(MARK, Seen(NOON - 20 * HOUR, NOON - 99 * HOUR), SLACK) == MARK


def test_an_empty_source_without_a_mark_is_whole_and_makes_none() -> None:
    assert reaches(EMPTY, None)
    assert raised(EMPTY, Seen(None, None), SLACK) == EMPTY


@pytest.mark.parametrize(
    ("newest", "whole"),
    [(NOON + HOUR, True), (NOON - 30 * HOUR, True), (NOON - 31 * HOUR, False), (None, False)],
)
def test_a_source_is_whole_down_to_its_floor(newest: datetime | None, whole: bool) -> None:
    assert reaches(MARK, newest) is whole


@pytest.mark.parametrize(("newest", "whole"), [(NOON, True), (NOON - HOUR, False), (None, False)])
def test_a_shrunken_source_is_whole_when_its_newest_sale_is_back(
    newest: datetime | None, whole: bool
) -> None:
    assert reaches(replace(MARK, shrunk=True), newest) is whole
