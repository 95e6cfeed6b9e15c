"""Questions answered: every source in one session, each shop for itself."""

from pathlib import Path
from unittest.mock import Mock

import pytest

from app.database.driver import Limits
from app.database.faults import SourceFault, SourceUnavailable, UnknownDatabase
from app.database.writing import LedgerUnavailable
from app.statistics.guard import Unguarded
from app.statistics.statistics import Statistics
from tests.shops_made import (
    a_calls_table,
    a_question,
    a_select,
    a_shop,
    a_table,
    execute,
    rows_of,
    statistics,
)


def test_without_a_ledger_nothing_is_said_of_a_shop_that_keeps_its_sales_there() -> None:
    with statistics() as asked:
        for ask in (asked.rows, asked.unmatched, asked.probe):
            with pytest.raises(LedgerUnavailable, match="no ledger"):
                ask(a_question(a_shop()))


def test_two_shops_may_give_different_sources_the_same_name(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}" for name in ("north.db", "south.db")]
    a_calls_table(urls[0], "'587-963', 1")
    a_calls_table(urls[1], "'111-222', 1")
    north = a_shop(a_table(), url=urls[0], name="north")
    south = a_shop(a_select(), a_table(revenue=None), url=urls[1], name="south")
    with statistics() as asked:
        for _ in range(2):
            assert rows_of(asked, north) == [("587-963", 1, 100, 0)]
            assert rows_of(asked, south) == [("111-222", 2, 100, 0)]


def test_one_database_may_be_read_by_two_shops(sqlite_url: str) -> None:
    a_calls_table(sqlite_url, "'587-963', 1")
    north = a_shop(a_table(), url=sqlite_url, name="north")
    south = a_shop(a_table(revenue=None), url=sqlite_url, name="south")
    with statistics() as asked:
        assert [rows_of(asked, shop) for shop in (north, south, north)] == [
            [("587-963", 1, 100, 0)],
            [("587-963", 1, 0, 0)],
            [("587-963", 1, 100, 0)],
        ]


def test_one_source_in_doubt_is_no_answer_at_all(sqlite_url: str) -> None:
    a_calls_table(sqlite_url, "'587-963', 1")
    shop = a_shop(a_table(), a_table(name="store", table="gone"), url=sqlite_url)
    with statistics() as asked, pytest.raises(SourceUnavailable, match="source store: "):
        rows_of(asked, shop)


def test_a_probe_notices_what_an_answer_would(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 1")
    fine = a_shop(a_table(), a_select(), url=any_url)
    gone = a_shop(a_table(cost="gone"), url=any_url, name="south")
    with statistics() as asked:
        asked.probe(a_question(fine))
        with pytest.raises(SourceUnavailable) as caught:
            asked.probe(a_question(gone))
    assert caught.value.fault is SourceFault.SCHEMA


def test_the_guard_is_asked_after_the_rows_and_its_doubt_is_the_answer(sqlite_url: str) -> None:
    a_calls_table(sqlite_url, "'587-963', 1")

    doubting = Mock(wraps=Unguarded().watch(a_question(a_shop())))
    doubting.check.side_effect = SourceUnavailable(SourceFault.BUSY, "no, not north")
    guard = Mock(watch=lambda _: doubting)

    with statistics() as asked, pytest.raises(SourceUnavailable, match="no, not north"):
        rows_of(Statistics(asked._readers, guard), a_shop(a_table(), url=sqlite_url))


def test_a_session_that_was_used_for_a_bad_answer_is_not_used_again(postgresql_url: str) -> None:
    a_calls_table(postgresql_url, "'587-963', 'NaN'", amount="NUMERIC")
    shop = a_shop(a_table(), url=postgresql_url)
    with statistics(Limits(pool_size=1, pool_wait_seconds=0.1)) as asked:
        for _ in range(3):
            with pytest.raises(SourceUnavailable, match="source-data"):
                rows_of(asked, shop)
        execute(postgresql_url, "UPDATE calls SET amount = 1")
        assert rows_of(asked, shop) == [("587-963", 1, 100, 0)]


def test_a_database_that_is_not_served_is_told(sqlite_url: str) -> None:
    with statistics() as asked, pytest.raises(UnknownDatabase):
        rows_of(asked, a_shop(url="oracle+oracledb://host/shop"))
