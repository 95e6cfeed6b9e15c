"""The groups of days: proven equal to the sales, mended, and never mistaken for another zone's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, update

from app.database.retrying import write
from app.database.writing import writing
from app.ledger.day_groups import day_of as the_day_of
from app.ledger.rebuilding import rebuild
from app.ledger.sale_tables import day_groups
from app.sales.day import Day
from tests.ledger.sales_made import (
    BUYER,
    MOSCOW,
    TODAY,
    a_sale,
    an_origin,
    day_of,
    entered,
    wrong_days,
)

TOKYO = ZoneInfo("Asia/Tokyo")
YEKATERINBURG = ZoneInfo("Asia/Yekaterinburg")
EVENING = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
A_STRAY = {"shop": "north", "day": date(2020, 1, 1), "client_id": "000-000"} | dict.fromkeys(
    ("entries", "sales", "revenue", "gross_profit"), 1
)


def test_groups_that_differ_from_their_sales_are_found_and_mended(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale())
    entered(every_ledger, a_sale(sold_at=EVENING.replace(day=22)), origin=an_origin(sender="b"))
    with writing(every_ledger) as connection:
        connection.execute(update(day_groups).where(day_groups.c.day == TODAY).values(revenue=1))
        connection.execute(insert(day_groups).values(A_STRAY))
    stray = A_STRAY["day"]
    assert wrong_days(every_ledger) == [stray, TODAY]
    assert write(every_ledger, lambda c: rebuild(c, "north", MOSCOW)) == [stray, TODAY]
    assert wrong_days(every_ledger) == []
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]


def test_groups_that_are_lost_are_made_again(ledger: Engine) -> None:
    entered(ledger, a_sale())
    with writing(ledger) as connection:
        connection.execute(delete(day_groups))
    assert write(ledger, lambda c: rebuild(c, "north", MOSCOW)) == [TODAY]
    assert day_of(ledger) == [(BUYER, 1, 52000, 0)]


def test_a_shop_without_sales_has_nothing_to_rebuild(ledger: Engine) -> None:
    assert write(ledger, lambda c: rebuild(c, "north", MOSCOW)) == []


def test_after_a_change_of_the_zone_days_are_right_before_and_after_the_rebuild(
    every_ledger: Engine,
) -> None:
    entered(every_ledger, a_sale(sold_at=EVENING))
    later = a_sale("S-2", "1.00", sold_at=EVENING)
    entered(every_ledger, later, origin=an_origin(zone=YEKATERINBURG))
    before = [day_of(every_ledger, day, zone=YEKATERINBURG) for day in (TODAY, date(2026, 11, 21))]
    write(every_ledger, lambda c: rebuild(c, "north", YEKATERINBURG))
    after = [day_of(every_ledger, day, zone=YEKATERINBURG) for day in (TODAY, date(2026, 11, 21))]
    assert before == after == [[], [(BUYER, 2, 52100, 0)]]
    assert wrong_days(every_ledger, zone=YEKATERINBURG) == []
    assert day_of(every_ledger, TODAY) == [(BUYER, 2, 52100, 0)]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_empty(every_ledger: Engine, day: date) -> None:
    entered(every_ledger, a_sale())
    assert day_of(every_ledger, day) == []
    assert day_of(every_ledger, day, zone=TOKYO) == []


@given(
    moment=st.datetimes(datetime(1970, 1, 3), datetime(2038, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(
        ["America/St_Johns", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia", "Atlantic/Azores"]
    ),
)
def test_a_moment_lies_in_the_one_day_it_is_told_of(moment: datetime, zone: str) -> None:
    day = Day(the_day_of(moment, ZoneInfo(zone)), ZoneInfo(zone))
    assert day.since <= moment < day.until


def test_a_clock_put_back_over_midnight_makes_no_second_yesterday() -> None:
    # St. John's went from 00:01 back to 23:01 on the 1st of November 2009.
    after = datetime(2009, 11, 1, 2, 31, 30, tzinfo=UTC)
    assert the_day_of(after, ZoneInfo("America/St_Johns")) == date(2009, 11, 1)
