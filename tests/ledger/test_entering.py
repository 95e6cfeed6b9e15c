"""Sales handed in: once each, on every database the ledger may live in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations

import pytest
from sqlalchemy import Engine, text

from app.database.writing import LedgerUnavailable, reading, writing
from app.ledger.entering import BATCH, Outcome, enter
from app.ledger.entries import versions_of
from app.ledger.entry import Way
from app.sales.channel import Channel
from app.sales.client_id import ClientID
from app.sales.sale import State
from tests.ledger.sales_made import (
    BUYER,
    NOON,
    a_sale,
    an_origin,
    day_of,
    entered,
    numbered,
    the_sale,
    wrong_days,
)

ACCEPTED, REPEATED, REPLACED = Outcome.ACCEPTED, Outcome.REPEATED, Outcome.REPLACED


def test_a_sale_is_kept_whole_and_counts_on_its_day(every_ledger: Engine) -> None:
    sale = a_sale(
        "Заказ №1 ☎",
        "-999999999999.99",
        channel=Channel.OFFLINE,
        client_text="арт. 10250-587-963\n🙂",
        sold_at=NOON.replace(microsecond=7),
        count=3,
        cost=Decimal("0.5"),
        comment="';--\n\\ é",
        version=2**62,
    )
    assert entered(every_ledger, sale) == [ACCEPTED]
    entry = the_sale(every_ledger, sale.id)
    assert entry.sale == sale
    assert (entry.way, entry.account, entry.entered_at) == (Way.API, "crm", NOON)
    assert day_of(every_ledger) == [(BUYER, 3, -99999999999999, -100000000000049)]


def test_nothing_handed_in_is_nothing_entered(every_ledger: Engine) -> None:
    assert entered(every_ledger) == []
    assert day_of(every_ledger) == []


def test_a_repeated_sale_is_counted_once(every_ledger: Engine) -> None:
    first = entered(every_ledger, a_sale(), a_sale())
    assert [*first, *entered(every_ledger, a_sale())] == [ACCEPTED, REPEATED, REPEATED]
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]


def test_another_sale_of_the_same_version_changes_nothing(every_ledger: Engine) -> None:
    outcomes = entered(every_ledger, a_sale(), a_sale(revenue="530.00"))
    assert outcomes == [ACCEPTED, Outcome.CONFLICT]
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]


def test_the_same_text_read_anew_in_a_corrected_format_is_no_conflict(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale(client_id=None, client_text="587963"))
    again = [entered(every_ledger, a_sale(client_text="587963"))[0] for _ in range(2)]
    assert again == [Outcome.REPLACED, REPEATED]
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]
    assert wrong_days(every_ledger) == []


def test_the_highest_version_stays_in_whatever_order_they_arrive(ledger: Engine) -> None:
    versions = [
        a_sale(version=1),
        a_sale(version=2, revenue="530.00", client_id=ClientID("111-222")),
        a_sale(version=3, revenue="540.00", state=State.RETURNED_IN_PART, returned=Decimal(40)),
    ]
    for number, order in enumerate(permutations(versions)):
        entered(ledger, *order, origin=an_origin(f"shop{number}"))
        assert day_of(ledger, shop=f"shop{number}") == [(BUYER, 1, 50000, 0)]


def test_a_newer_version_replaces_and_the_former_is_kept(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale())
    newer = a_sale(version=1, sold_at=datetime(2026, 11, 19, 12, tzinfo=UTC), cost=Decimal(20))
    assert entered(every_ledger, newer, a_sale()) == [REPLACED, Outcome.OUTDATED]
    entry = the_sale(every_ledger)
    with reading(every_ledger) as connection:
        versions = versions_of(connection, entry)
    assert (entry.sale, [former.sale for former in versions]) == (newer, [a_sale()])
    assert day_of(every_ledger) == []
    assert day_of(every_ledger, date(2026, 11, 19)) == [(BUYER, 1, 52000, 50000)]


@pytest.mark.parametrize("state", [State.RETURNED, State.CANCELLED])
def test_a_return_lowers_the_day_of_its_sale(every_ledger: Engine, state: State) -> None:
    entered(every_ledger, a_sale(), a_sale("S-2", "1.00"))
    entered(every_ledger, a_sale(state=state, version=1))
    assert day_of(every_ledger) == [(BUYER, 1, 100, 0)]
    entered(every_ledger, a_sale("S-2", "1.00", state=state, version=1))
    assert day_of(every_ledger) == []


def test_ids_that_differ_in_case_accent_or_sender_are_different_sales(
    every_ledger: Engine,
) -> None:
    ids = ["s-1", "S-1", "Ś-1", "ｓ-1", "ß", "ss"]
    assert entered(every_ledger, *(a_sale(id) for id in ids)) == [ACCEPTED] * 6
    other = an_origin(sender="CRM")
    assert entered(every_ledger, a_sale(), origin=other) == [ACCEPTED]
    assert entered(every_ledger, a_sale(), origin=an_origin("North")) == [ACCEPTED]
    assert day_of(every_ledger) == [(BUYER, 7, 7 * 52000, 0)]


def test_client_ids_are_told_apart_and_ordered_by_their_bytes(every_ledger: Engine) -> None:
    clients = ["a-1", "B-1", "A-1", "б-1", "Б-1", "é-1", "e-1", "A-10", "A!1"]
    sales = [a_sale(f"S-{client}", client_id=ClientID(client)) for client in clients]
    entered(every_ledger, *sales)
    assert [row[0] for row in day_of(every_ledger)] == sorted(clients)


def test_a_sale_without_a_client_id_is_in_no_group(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale(client_id=None, client_text="7 495 123-45-67"))
    assert day_of(every_ledger) == []
    assert wrong_days(every_ledger) == []


def test_many_sales_come_in_batches(every_ledger: Engine) -> None:
    many = [*numbered(BATCH * 2 + 1), *numbered(3)]
    outcomes = entered(every_ledger, *many)
    assert outcomes == [ACCEPTED] * (BATCH * 2 + 1) + [REPEATED] * 3
    assert day_of(every_ledger) == [(BUYER, 1001, 1001 * 52000, 0)]


def test_eight_deliveries_of_one_sale_at_once_count_once(every_ledger: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: entered(every_ledger, a_sale())[0], range(8)))
    assert sorted(outcomes) == [ACCEPTED, *[REPEATED] * 7]
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]


def test_eight_writers_of_several_shops_and_clients_lose_nothing(every_ledger: Engine) -> None:
    def deliver(writer: int) -> None:
        for turn in range(5):
            sales = [
                a_sale(
                    f"W{writer}-{turn}-{client}",
                    client_id=ClientID(f"{(client + writer) % 7:03}-000"),
                )
                for client in range(7)
            ]
            entered(every_ledger, *sales, origin=an_origin(f"shop{(writer + turn) % 2}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(deliver, range(8)))
    for shop in ("shop0", "shop1"):
        expected = [(f"{client:03}-000", 20, 20 * 52000, 0) for client in range(7)]
        assert day_of(every_ledger, shop=shop) == expected
        assert wrong_days(every_ledger, shop) == []


def test_what_is_not_committed_was_not_entered(every_ledger: Engine) -> None:
    class PowerCut(Exception): ...

    with pytest.raises(PowerCut), writing(every_ledger) as connection:
        enter(connection, an_origin(), [a_sale()])
        raise PowerCut
    assert day_of(every_ledger) == []
    assert entered(every_ledger, a_sale()) == [ACCEPTED]


def test_a_ledger_without_its_tables_is_unavailable(ledger: Engine) -> None:
    with writing(ledger) as connection:
        connection.execute(text("DROP TABLE day_groups"))
    with pytest.raises(LedgerUnavailable, match="day_groups"):
        entered(ledger, a_sale())


def test_days_end_where_the_shops_clock_says(every_ledger: Engine) -> None:
    last = datetime(2026, 11, 20, 20, 59, 59, 999999, tzinfo=UTC)
    first = last.replace(hour=21, minute=0, second=0, microsecond=0)
    entered(every_ledger, a_sale("a", sold_at=last), a_sale("b", "1.00", sold_at=first))
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]
    assert day_of(every_ledger, date(2026, 11, 21)) == [(BUYER, 1, 100, 0)]


def test_a_later_delivery_is_written_down_with_who_handed_it_in(ledger: Engine) -> None:
    entered(ledger, a_sale())
    desk = replace(an_origin(), account="olga", way=Way.DESK)
    entered(ledger, a_sale(version=1, revenue="1.00"), origin=desk)
    entry = the_sale(ledger)
    assert (entry.sender, entry.way, entry.account) == ("crm", Way.DESK, "olga")
