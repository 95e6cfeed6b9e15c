"""A shop without a database is asked: the ledger answers, on every database it may live in."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from app.database.writing import LedgerUnavailable, open_writing, writing
from app.ledger.entering import enter
from app.sales.sale import State
from app.shops.shop import Shop
from app.statistics.question import Question
from app.statistics.recorded import Recorded
from app.statistics.rows import Unmatched
from app.statistics.totals import MAX_IN_MEMORY
from tests.accounts.conftest import every_ledger, ledger
from tests.ledger.sales_made import TODAY, a_sale, an_origin, entered
from tests.shops_made import a_question, a_shop

__all__ = ["every_ledger", "ledger"]

NORTH = a_shop(zone=an_origin().zone)


@pytest.fixture
def recorded(every_ledger: Engine) -> Recorded:
    return Recorded(every_ledger, 10)


def question(shop: Shop = NORTH) -> Question:
    return a_question(shop, TODAY)


def rows_of(recorded: Recorded, shop: Shop = NORTH) -> list[tuple[str, int, int, int]]:
    with recorded.rows(question(shop)) as rows:
        return list(rows)


def test_a_shop_of_which_nothing_is_known_has_no_rows(recorded: Recorded) -> None:
    assert rows_of(recorded) == []
    assert recorded.unmatched(question()) == []
    assert recorded.changes("north") == 0


def test_the_ledger_of_another_shop_is_never_read(every_ledger: Engine, recorded: Recorded) -> None:
    entered(every_ledger, a_sale(), a_sale("S-2", client_id=None), origin=an_origin("South"))
    assert (rows_of(recorded), recorded.unmatched(question())) == ([], [])


def test_a_text_that_can_be_read_by_now_counts(every_ledger: Engine, recorded: Recorded) -> None:
    texts = ["id 587 963", "id 587 963 ", "7 495 123-45-67", None]
    sales = [
        a_sale(f"S-{number}", "1.00", client_id=None, client_text=text)
        for number, text in enumerate(texts)
    ]
    entered(every_ledger, *sales, a_sale("S-9"))
    assert rows_of(recorded) == [("587-963", 3, 52200, 0)]
    told = [(one.source, one.text, one.sales, one.revenue) for one in unmatched_of(recorded)]
    assert sorted(told, key=str) == [
        ("ledger", "7 495 123-45-67", 1, 100),
        ("ledger", None, 1, 100),
    ]


def unmatched_of(recorded: Recorded) -> list[Unmatched]:
    return recorded.unmatched(question())


def test_a_cancelled_sale_is_not_waiting_for_a_client_id(ledger: Engine) -> None:
    entered(ledger, a_sale(client_id=None, state=State.CANCELLED))
    assert unmatched_of(Recorded(ledger, 10)) == []


def test_every_change_is_counted_and_no_question_is(
    every_ledger: Engine, recorded: Recorded
) -> None:
    entered(every_ledger, a_sale(), origin=an_origin("south"))
    before = recorded.changes("north")
    entered(every_ledger, a_sale())
    after = recorded.changes("north")
    rows_of(recorded)
    assert (before, after, recorded.changes("north")) == (0, 1, 1)


def test_more_clients_than_fit_into_memory_come_in_order(ledger: Engine) -> None:
    count = MAX_IN_MEMORY + 2_500
    with writing(ledger) as connection:
        connection.execute(
            text(
                "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)"
                " INSERT INTO day_groups"
                " SELECT 'north', '2026-11-20', printf('%06d', n), 1, 1, 100, 0 FROM n"
            ),
            {"count": count},
        )
        enter(connection, an_origin(), [])
    assert rows_of(Recorded(ledger, 10)) == [
        (f"{number:06}", 1, 100, 0) for number in range(1, count + 1)
    ]


def test_a_ledger_that_is_not_there_is_unavailable(closed_port_ledger: Engine) -> None:
    with pytest.raises(LedgerUnavailable, match="does not answer"):
        rows_of(Recorded(closed_port_ledger, 1))
    with pytest.raises(LedgerUnavailable, match="does not answer"):
        Recorded(closed_port_ledger, 1).changes("north")


@pytest.fixture
def closed_port_ledger() -> Iterator[Engine]:
    engine = open_writing("postgresql://nobody@127.0.0.1:1/none")
    yield engine
    engine.dispose()
