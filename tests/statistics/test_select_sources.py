"""SELECTs as sources: written as people write them, and described by their database."""

import pytest

from app.database.faults import SourceFault, SourceUnavailable
from app.sales.channel import Channel
from app.shops.select import read_select
from app.shops.source import Scalar, SelectSource, TimeKind
from tests.shops_made import (
    SPAN,
    a_calls_table,
    a_question,
    a_select,
    a_shop,
    answered,
    execute,
    rows_of,
    statistics,
)

SALE = "'587-963', 10"
AS_PEOPLE_WRITE = [
    "SELECT client_id, amount AS revenue FROM calls WHERE {span};",
    "SELECT client_id, amount AS revenue FROM calls WHERE {span} -- the end: 100% :done",
    "/* it's :since */ SELECT client_id, amount AS revenue FROM calls WHERE {span}",
    "SELECT client_id, amount AS revenue FROM calls WHERE {span} AND client_id LIKE '5%'",
    "SELECT client_id, amount AS revenue FROM calls WHERE {span} AND '12:30 :until' <> ''",
    "SELECT client_id, amount AS revenue FROM calls WHERE {span} AND 12 % 5 = 2",
    "WITH kept AS (SELECT * FROM calls WHERE {span}) "
    "SELECT client_id, amount AS revenue FROM kept ORDER BY amount",
    "SELECT client_id, amount AS revenue FROM calls WHERE {span} UNION ALL "
    "SELECT client_id, 1 FROM calls WHERE {span} AND amount > 99",
    "SELECT client_id, amount AS Revenue FROM calls WHERE {span}",
]
NO_LONGER_FIT = [
    "SELECT gone AS client_id FROM calls WHERE {span}",
    "SELECT client_id, amount AS revenue FROM gone WHERE {span}",
    "SELECT client_id FROM calls WHERE {span} AND",
]


def test_a_select_is_read_as_it_is_written(any_url: str) -> None:
    a_calls_table(any_url, SALE)
    rows = {text: answered(any_url, a_select(text)) for text in AS_PEOPLE_WRITE}
    assert rows == {text: [("587-963", 1, 1000, 0)] for text in AS_PEOPLE_WRITE}


def test_postgresql_casts_may_stand_anywhere(postgresql_url: str) -> None:
    a_calls_table(postgresql_url, SALE)
    text = (
        "SELECT client_id::text, amount::float8 AS revenue, 1.5::numeric(9,2) AS cost FROM calls "
        "WHERE called_at >= :since::timestamp AND called_at < :until::timestamp AND '::' = '::'"
    )
    assert answered(postgresql_url, a_select(text)) == [("587-963", 1, 1000, 850)]


def test_a_select_may_say_how_many_sales_a_row_is(any_url: str) -> None:
    a_calls_table(any_url, SALE, "'111-222', -4")
    text = (
        "SELECT client_id, amount AS revenue, CASE WHEN amount < 0 THEN -1 ELSE 3 END AS sales,"
        " 1 AS cost FROM calls WHERE {span}"
    )
    assert answered(any_url, a_select(text)) == [
        ("111-222", -1, -400, -500),
        ("587-963", 3, 1000, 900),
    ]


@pytest.mark.parametrize(
    ("sales", "counted"),
    [("NULL", 1), ("2.0", 2), ("'-3'", -3), ("'+4.'", 4), ("0", 0), ("2e0", 2)],
)
def test_a_row_that_does_not_say_how_many_sales_it_is_is_one(
    any_url: str, sales: str, counted: int
) -> None:
    a_calls_table(any_url, SALE)
    text = f"SELECT client_id, {sales} AS sales FROM calls WHERE {{span}}"  # noqa: S608
    assert answered(any_url, a_select(text)) == [("587-963", counted, 0, 0)]


@pytest.mark.parametrize("sales", ["0.5", "-0.5", "'two'", "''", "'1 000'", "1e30", "'0x1'"])
def test_a_number_of_sales_that_is_not_whole_is_a_fault_of_the_data(
    any_url: str, sales: str
) -> None:
    a_calls_table(any_url, SALE)
    text = f"SELECT client_id, {sales} AS sales FROM calls WHERE {{span}}"  # noqa: S608
    with pytest.raises(SourceUnavailable, match="source-data"):
        answered(any_url, a_select(text))


def test_a_select_without_amounts_is_counted(any_url: str) -> None:
    a_calls_table(any_url, SALE)
    text = "SELECT client_id FROM calls WHERE {span}"
    assert answered(any_url, a_select(text)) == [("587-963", 1, 0, 0)]


def test_a_select_without_a_client_id_is_told_with_what_it_yields(any_url: str) -> None:
    a_calls_table(any_url, SALE)
    text = "SELECT client_id AS client, amount AS revenue FROM calls WHERE {span}"
    with pytest.raises(SourceUnavailable) as caught:
        answered(any_url, a_select(text))
    assert caught.value.fault is SourceFault.SCHEMA
    assert str(caught.value) == (
        "source-schema: source store: the SELECT yields client, revenue; it must yield client_id"
    )


def test_a_select_that_no_longer_fits_is_a_fault_of_the_schema(any_url: str) -> None:
    a_calls_table(any_url, SALE)
    for text in NO_LONGER_FIT:
        with pytest.raises(SourceUnavailable, match=r"^source-schema: source store: "):
            answered(any_url, a_select(text))


def test_a_column_that_comes_back_is_answered_without_a_restart(any_url: str) -> None:
    a_calls_table(any_url, SALE)
    shop = a_shop(a_select(), url=any_url)
    with statistics() as asked:
        before = rows_of(asked, shop)
        execute(any_url, "ALTER TABLE calls RENAME COLUMN amount TO away")
        with pytest.raises(SourceUnavailable, match=r"^source-schema"):
            rows_of(asked, shop)
        execute(any_url, "ALTER TABLE calls RENAME COLUMN away TO amount")
        after = rows_of(asked, shop)
    assert before == after == [("587-963", 1, 1000, 0)]


def test_a_view_that_loses_its_amount_is_never_answered_with_zeros(any_url: str) -> None:
    a_calls_table(any_url, SALE)
    whole = "CREATE VIEW sold AS SELECT client_id, amount AS revenue FROM calls"
    less = "CREATE VIEW sold AS SELECT client_id FROM calls"
    execute(any_url, whole)
    sold = "SELECT * FROM sold WHERE EXISTS (SELECT 1 FROM calls WHERE {span})"
    shop = a_shop(a_select(sold), url=any_url)
    with statistics() as asked:
        before = rows_of(asked, shop)
        execute(any_url, "DROP VIEW sold", less)
        for _ in range(2):
            with pytest.raises(SourceUnavailable, match=r"^source-schema"):
                rows_of(asked, shop)
        execute(any_url, "DROP VIEW sold", whole)
        after = rows_of(asked, shop)
    assert before == after == [("587-963", 1, 1000, 0)]


def test_values_are_bound_beside_the_bounds_of_the_day(any_url: str) -> None:
    a_calls_table(any_url, SALE, "'it''s :since', 5", "'other', 7")
    text = (
        "SELECT client_id, amount AS revenue FROM calls WHERE {span} AND amount < :most"
        " AND client_id IN (:one, :other)"
    )
    values: dict[str, Scalar] = {"most": 8, "one": "it's :since", "other": "587-963"}
    source = SelectSource(
        "store",
        Channel.OFFLINE,
        read_select(text.replace("{span}", SPAN), values),
        TimeKind.UTC,
        values,
    )

    with statistics() as asked:
        (sale,) = asked.unmatched(a_question(a_shop(source, url=any_url)))

    assert (sale.text, sale.sales) == ("it's :since", 1)
