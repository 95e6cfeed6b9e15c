"""The texts in which client IDs are written: compared byte by byte, whatever they hold."""

import pytest

from app.sales.unmask import Reason
from app.statistics.rows import Unmatched
from tests.shops_made import (
    a_calls_table,
    a_question,
    a_shop,
    a_table,
    answered,
    execute,
    statistics,
)


def unmatched(url: str) -> list[Unmatched]:
    with statistics() as asked:
        found = asked.unmatched(a_question(a_shop(a_table(), url=url)))
    return sorted(found, key=lambda sales: sales.text or "")


def test_texts_that_a_collation_takes_for_one_stay_apart(any_url: str) -> None:
    a_calls_table(any_url, "'abc', 1", "'ABC', 2", "'abc ', 4", "'äbc', 8")
    told = [(sales.text, sales.revenue) for sales in unmatched(any_url)]
    assert told == [("ABC", 200), ("abc", 100), ("abc ", 400), ("äbc", 800)]


def test_sales_without_a_client_id_are_left_out_and_told(any_url: str) -> None:
    a_calls_table(any_url, "'587-963', 1", "NULL, 2", "NULL, 3", "'позвонит позже', 4")
    assert answered(any_url, a_table()) == [("587-963", 1, 100, 0)]
    nobody, later = unmatched(any_url)
    assert (nobody.source, nobody.text, nobody.sales, nobody.revenue) == ("calls", None, 2, 500)
    assert (later.text, later.sales, later.revenue) == ("позвонит позже", 1, 400)


@pytest.mark.parametrize("more", ["x", "я"])
@pytest.mark.parametrize("times", [600, 3_000])
def test_a_text_that_is_too_long_is_not_cut_to_a_client_id(
    any_url: str, more: str, times: int
) -> None:
    execute(
        any_url,
        "CREATE TABLE calls (called_at TIMESTAMP, client_id TEXT, amount INT)",
        f"INSERT INTO calls VALUES ('2026-11-21 12:00:00', '587-963 {more * times}', 1)",  # noqa: S608
    )
    assert answered(any_url, a_table()) == []
    [found] = unmatched(any_url)
    assert found.why.reason is Reason.TOO_LONG
    assert len(found.text or "") <= 2_052


@pytest.mark.parametrize("text", ["x'ff' || '587-963'", "x'ffff'", "x'00' || '587-963'"])
def test_bytes_that_are_no_text_do_not_break_the_day(sqlite_url: str, text: str) -> None:
    a_calls_table(sqlite_url, "'111-222', 1", f"CAST({text} AS TEXT), 2")
    rows = answered(sqlite_url, a_table())
    assert ("111-222", 1, 100, 0) in rows


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
@pytest.mark.parametrize("indexed", [True, False])
def test_a_text_is_read_in_whatever_encoding_the_file_keeps_it(
    sqlite_url: str, encoding: str, indexed: bool
) -> None:
    execute(sqlite_url, f"PRAGMA encoding = '{encoding}'", "CREATE TABLE first_one (number)")
    sales = ("'587-963', 1", "'корзина 587-963', 2", "'позвонит', 4", f"'587-963 {'я' * 600}', 8")
    a_calls_table(sqlite_url, *sales, indexed=indexed)
    assert answered(sqlite_url, a_table()) == [("587-963", 1, 100, 0)]
    found = {each.why.reason: each.revenue for each in unmatched(sqlite_url)}
    assert found == {Reason.MASK: 200, Reason.NONE: 400, Reason.TOO_LONG: 800}


def test_a_text_is_not_cut_at_a_nul(sqlite_url: str) -> None:
    a_calls_table(sqlite_url, "CAST(x'61006200' AS TEXT), 1", "'a', 2")
    told = [(sales.text, sales.revenue) for sales in unmatched(sqlite_url)]
    assert told == [("a", 200), ("a\x00b\x00", 100)]
