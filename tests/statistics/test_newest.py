"""The newest sale of a source is found to the minute, on every database, whatever its times."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.shops.source import Source, TimeKind
from app.statistics.newest import newest_sale
from tests.shops_made import NOON, a_calls_table, a_reader, a_select, a_table, execute

MOSCOW = ZoneInfo("Europe/Moscow")
NOON_IN_MOSCOW = datetime.fromisoformat(NOON).replace(tzinfo=MOSCOW)
NOON_IN_UTC = datetime.fromisoformat(NOON).replace(tzinfo=UTC)
LATER = NOON_IN_UTC + timedelta(days=100)


def found(url: str, source: Source, now: datetime = LATER) -> datetime | None:
    with a_reader(url) as reader:
        return reader.read(lambda session: newest_sale(source, session, MOSCOW, now))


def test_a_table_and_a_select_tell_the_same_minute(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 1")

    assert found(any_url, a_table()) == NOON_IN_UTC
    assert found(any_url, a_select()) == NOON_IN_UTC


def test_a_time_of_the_shops_wall_is_read_as_such(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 1")

    assert found(any_url, a_table(time_kind=TimeKind.LOCAL)) == NOON_IN_MOSCOW


def test_a_kind_that_has_only_dates_tells_the_date(postgresql_url: str) -> None:
    execute(
        postgresql_url,
        "CREATE TABLE calls (called_at date, client_id text, amount numeric)",
        f"INSERT INTO calls VALUES ('{NOON}', '587-963', 1)",  # noqa: S608
    )
    moment = found(postgresql_url, a_table(time_kind=TimeKind.DATE))

    assert moment is not None
    assert moment.date() == NOON_IN_UTC.date()


def test_a_sale_of_tomorrow_is_seen(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 1")

    assert found(any_url, a_table(), NOON_IN_UTC - timedelta(hours=20)) == NOON_IN_UTC


@pytest.mark.parametrize("sales", [[], ["'587-963', 1"]])
def test_a_source_that_sold_nothing_for_years_has_none(sales: list[str], any_url: str) -> None:
    a_calls_table(any_url, *sales)

    assert found(any_url, a_table(), NOON_IN_UTC + timedelta(days=3000)) is None
