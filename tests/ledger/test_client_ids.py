"""The client IDs of a site: each to one visitor, on every database the ledger may live in."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from app.database.retrying import write
from app.database.writing import reading, writing
from app.ledger.client_id_tables import client_id_counters, client_ids
from app.ledger.client_ids import EnoughToday, UsedUp, give, in_use
from app.sales.client_id import ClientIDFormat
from app.sales.first_page import FirstPage
from app.sales.mask import Mask
from app.sales.new_client_ids import NewClientIDs
from app.sales.supply import Supply
from app.sales.unmask import Unmask

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NO_PAGE = FirstPage()


def a_supply(
    format: str = "999-999", shop: str = "main", recycled: int | None = 400, per_day: int = 1000
) -> Supply:
    unmask = Unmask(ClientIDFormat.parse(format), frozenset(Mask))
    kept = None if recycled is None else recycled * DAY
    return Supply(shop, NewClientIDs(unmask), kept, per_day)


def given(ledger: Engine, supply: Supply, at: datetime = NOON, page: FirstPage = NO_PAGE) -> str:
    return write(ledger, lambda connection: give(connection, supply, page, at))


def drained(ledger: Engine, supply: Supply, at: datetime = NOON) -> list[str]:
    """Take IDs until there is none."""

    def all_there_are() -> Iterator[str]:
        while True:
            try:
                yield given(ledger, supply, at)
            except UsedUp:
                return

    return list(all_there_are())


def test_an_id_is_kept_with_the_first_page_of_the_visit(every_ledger: Engine) -> None:
    page = FirstPage("https://shop.example/", "https://ya.ru", utm_source="ya", utm_term="стол 😀")
    client_id = given(every_ledger, a_supply(), page=page)
    with reading(every_ledger) as connection:
        (row,) = connection.execute(select(client_ids)).mappings()
    assert row == {"shop": "main", "client_id": client_id, "given_at": NOON, **page.as_columns()}


def test_visitors_who_come_at_once_get_different_ids(every_ledger: Engine) -> None:
    supply = a_supply()
    with ThreadPoolExecutor(8) as visitors:
        got = list(visitors.map(lambda _: given(every_ledger, supply), range(80)))
    assert len({*got}) == 80


def test_the_last_id_is_given_as_readily_as_the_first_and_then_there_is_none(
    every_ledger: Engine,
) -> None:
    supply = a_supply("9", recycled=None)
    got = drained(every_ledger, supply)
    assert sorted(got) == [*"0123456789"]
    with pytest.raises(UsedUp):
        given(every_ledger, supply, NOON + 10_000 * DAY)


def test_the_oldest_is_another_visitors_when_its_time_is_over(every_ledger: Engine) -> None:
    supply = a_supply("9", recycled=400)
    first = given(every_ledger, supply, NOON)
    later = drained(every_ledger, supply, NOON + DAY)
    with pytest.raises(UsedUp):
        given(every_ledger, supply, NOON + 400 * DAY - timedelta(seconds=1))

    again = given(every_ledger, supply, NOON + 400 * DAY)

    assert again == first
    with pytest.raises(UsedUp):
        given(every_ledger, supply, NOON + 400 * DAY)
    assert {*drained(every_ledger, supply, NOON + 401 * DAY)} == {*later}


def test_ids_of_an_earlier_format_are_passed_over(ledger: Engine) -> None:
    earlier = drained(ledger, a_supply("9-5"))
    assert not {*drained(ledger, a_supply("9-9"))} & {*earlier}


def test_ids_that_differ_in_case_are_different_ids(every_ledger: Engine) -> None:
    with writing(every_ledger) as connection:
        for client_id in ("ab", "AB"):
            connection.execute(
                client_ids.insert().values(shop="main", client_id=client_id, given_at=NOON)
            )
        assert in_use(connection, a_supply("AA"), NOON) == 2


def test_every_shop_has_ids_and_an_order_of_its_own(ledger: Engine) -> None:
    north, south = a_supply(shop="north"), a_supply(shop="south")
    orders = [[given(ledger, supply) for _ in range(5)] for supply in (north, south)]
    assert orders[0] != orders[1]


def test_a_shop_has_enough_for_a_day(ledger: Engine) -> None:
    supply = a_supply(per_day=2)
    for _ in range(2):
        given(ledger, supply)
    with pytest.raises(EnoughToday):
        given(ledger, supply)
    assert given(ledger, replace(supply, shop="other"))
    assert given(ledger, supply, NOON + DAY)


def test_the_ids_in_use_are_counted(ledger: Engine) -> None:
    supply = a_supply()
    given(ledger, supply, NOON - 401 * DAY)
    given(ledger, supply)
    with reading(ledger) as connection:
        assert in_use(connection, supply, NOON) == 1
        assert in_use(connection, replace(supply, recycled_after=None), NOON) == 2


def test_a_refused_visitor_changes_nothing(ledger: Engine) -> None:
    supply = a_supply("9", recycled=None)
    drained(ledger, supply)
    before = counters(ledger)
    drained(ledger, supply)
    assert counters(ledger) == before


def counters(ledger: Engine) -> list[object]:
    with reading(ledger) as connection:
        return list(connection.execute(select(client_id_counters)))
