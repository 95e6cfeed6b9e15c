"""Amounts in every type of column: the same kopecks everywhere, or a fault, never a guess."""

import pytest
from sqlalchemy import make_url

from app.database.faults import SourceFault, SourceUnavailable
from tests.shops_made import a_calls_table, a_select, a_table, answered, execute

FLOATS = {"sqlite": "REAL", "postgresql": "FLOAT8", "mysql": "DOUBLE"}
DECIMALS = {"sqlite": "NUMERIC", "postgresql": "NUMERIC(21, 8)", "mysql": "DECIMAL(21, 8)"}
TEXTS = dict.fromkeys(FLOATS, "VARCHAR(40)")


AMOUNTS = {
    "1.005": 101,
    "-1.005": -101,
    "1.004": 100,
    "0.615": 62,
    "0.3": 30,
    "0.30000000000000004": 30,
    "0.12499999": 12,
    "0.125": 13,
    "-10.99499999": -1099,
    "1000000.00499999": 100_000_000,
    "9999999.99500001": 1_000_000_000,
    "1234567890123": 123_456_789_012_300,
    "999999999999.99": 99_999_999_999_999,
    "123456789.99": 12_345_678_999,
    "-0.01": -1,
    "0": 0,
}


def kopecks(url: str, types: dict[str, str], *amounts: str) -> int:
    """The revenue of one client to whom all the amounts belong."""
    fill(url, types, *(f"'587-963', {amount}" for amount in amounts))
    [(_, sold, revenue, _)] = answered(url, a_table())
    assert sold == len(amounts)
    return revenue


def fill(url: str, types: dict[str, str], *sales: str) -> None:
    a_calls_table(url, *sales, amount=types[make_url(url).get_backend_name()])


@pytest.mark.parametrize("types", [FLOATS, DECIMALS, TEXTS], ids=["float", "decimal", "text"])
def test_an_amount_is_rounded_half_away_from_zero(any_url: str, types: dict[str, str]) -> None:
    quote = "'" if types is TEXTS else ""
    fill(any_url, types, *(f"'100-{n:03}', {quote}{each}{quote}" for n, each in enumerate(AMOUNTS)))
    revenues = [revenue for _, _, revenue, _ in answered(any_url, a_table())]
    assert dict(zip(AMOUNTS, revenues, strict=True)) == AMOUNTS


def test_each_sale_is_rounded_by_itself_and_none_is_lost(any_url: str) -> None:
    assert kopecks(any_url, FLOATS, "1.005", "1.005", "-0.005", "NULL", *["0.1"] * 30) == 501


NO_NUMBERS = (
    *("12,50", "", "-", "abc", "1 000", "12.50 RUB", "0x10", "12.5.0", "1_000", "NaN"),
    *("null", "true", "[1]", "{}", '"abc"', '"12,50"', ".", "1e", "- 5", "Infinity"),
)


def test_text_that_is_no_number_is_a_fault_of_the_data(any_url: str) -> None:
    fill(any_url, TEXTS, *(f"'587-963', '{text}'" for text in NO_NUMBERS))
    for text in NO_NUMBERS:
        one = a_table(where={"amount": (text,)})
        with pytest.raises(SourceUnavailable, match="source-data"):
            answered(any_url, one)


def test_a_number_may_be_spelled_in_all_usual_ways(any_url: str) -> None:
    texts = ("007.50", "+5", ".5", "5.", "1e2", "1E-2", " 5 ", "\t5\n", "-0")
    assert kopecks(any_url, TEXTS, *(f"'{text}'" for text in texts)) == 12_801


@pytest.mark.parametrize("amount", ["1.1e13", "-1.1e13", "1e17", "1e30", "-1e300"])
def test_an_amount_that_is_too_large_is_a_fault_of_the_data(
    amount: str, sqlite_url: str, mariadb_url: str
) -> None:
    for url in (sqlite_url, mariadb_url):
        with pytest.raises(SourceUnavailable, match="source-data"):
            kopecks(url, FLOATS, "1", amount)


def test_an_infinite_amount_is_a_fault_of_the_data(sqlite_url: str) -> None:
    with pytest.raises(SourceUnavailable, match="source-data"):
        kopecks(sqlite_url, FLOATS, "9e999", "-9e999")


def test_a_sum_that_is_too_large_is_a_fault_of_the_data(any_url: str) -> None:
    execute(any_url, "CREATE TABLE digit (n INT)")
    execute(any_url, *(f"INSERT INTO digit VALUES ({n})" for n in range(18)))  # noqa: S608
    fill(any_url, DECIMALS, "'587-963', 0")
    text = (
        "SELECT '587-963' AS client_id, 9999999999999 AS revenue"
        " FROM calls, digit AS a, digit AS b, digit AS c, digit AS d WHERE {span}"
    )
    with pytest.raises(SourceUnavailable, match="source-data"):
        answered(any_url, a_select(text))


@pytest.mark.parametrize(
    ("column", "amount", "expected"),
    [
        ("REAL", "12345.67", 1_234_567),
        ("FLOAT8", "12345678901234.56", 1_234_567_890_123_456),
        ("BIGINT", "90000000000000000", 9_000_000_000_000_000_000),
        ("INTEGER", "30000000", 3_000_000_000),
        ("JSONB", "'12.5'", 1250),
    ],
)
def test_postgresql_gives_every_digit(
    postgresql_url: str, column: str, amount: str, expected: int
) -> None:
    assert kopecks(postgresql_url, {"postgresql": column}, amount) == expected


@pytest.mark.parametrize(
    ("column", "amount"),
    [
        ("NUMERIC", "'NaN'"),
        ("FLOAT8", "'Infinity'"),
        ("TEXT", "'12,50'"),
        ("TEXT", "''"),
        ("FLOAT8", "1e300"),
        ("MONEY", "'$1,234.50'"),
    ],
)
def test_what_is_no_amount_on_postgresql_is_a_fault_of_the_data(
    postgresql_url: str, column: str, amount: str
) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        kopecks(postgresql_url, {"postgresql": column}, "1", amount)
    assert caught.value.fault is SourceFault.DATA
