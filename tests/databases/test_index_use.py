"""The day's query finds its sales through the index on the time column, on every database."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from app.sales.channel import Channel
from app.sales.day import Day
from app.shops.source import TableSource, TimeKind
from tests.databases.call_shop import ZONE, fill, kinds
from tests.databases.call_table import COLUMNS, Call
from tests.databases.plans import searched_indexes

SECONDS_OF_A_YEAR = 365 * 24 * 3600
DAY = Day(date(2025, 5, 14), ZONE)


def test_the_index_on_the_time_column_is_used(any_url: str) -> None:
    fill(any_url, _a_year_of_calls())
    for kind in kinds(any_url):
        assert searched_indexes(any_url, _source(kind), DAY) == {f"calls_{COLUMNS[kind]}"}


def _a_year_of_calls() -> list[Call]:
    random, new_year = Random(3), datetime(2025, 1, 1, tzinfo=UTC)
    offsets = (timedelta(seconds=random.randrange(SECONDS_OF_A_YEAR)) for _ in range(4_000))
    return [Call(new_year + offset, "id-123") for offset in offsets]


def _source(kind: TimeKind) -> TableSource:
    return TableSource(
        name="calls",
        channel=Channel.CALL,
        table="calls",
        time_column=COLUMNS[kind],
        time_kind=kind,
        client_id="client_id",
        revenue="amount",
        cost="cost",
        where={"status": ("paid", "done")},
    )
