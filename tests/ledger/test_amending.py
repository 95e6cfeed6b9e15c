"""Entries amended and undone, on every database the ledger may live in."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from app.database.retrying import write
from app.database.writing import reading
from app.ledger.amending import NoSuchEntry, amend, cancelled, undo
from app.ledger.entering import Outcome
from app.ledger.entries import find_entry, last_entries, unmatched_entries, versions_of
from app.ledger.entry import Entry, Way
from app.sales.sale import BadSale, Sale, State
from tests.ledger.sales_made import BUYER, NOON, a_sale, an_origin, day_of, entered, the_sale

DESK = an_origin(sender="desk", way=Way.DESK, account="olga")


def amended(engine: Engine, **changes: Any) -> Entry:
    number = the_sale(engine).number
    return write(
        engine, lambda connection: amend(connection, DESK, number, lambda s: replace(s, **changes))
    )


def undone(engine: Engine) -> Entry:
    number = the_sale(engine).number
    return write(engine, lambda connection: undo(connection, DESK, number))


def test_a_part_that_was_returned_lowers_the_day(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale(cost=Decimal(100)))
    entry = amended(every_ledger, state=State.RETURNED_IN_PART, returned=Decimal("20.50"))
    assert entry == the_sale(every_ledger)
    assert (entry.sender, entry.account, entry.sale.version) == ("crm", "olga", 1)
    assert day_of(every_ledger) == [(BUYER, 1, 49950, 39950)]


def test_what_stays_the_same_is_no_new_version(ledger: Engine) -> None:
    entered(ledger, a_sale())
    assert amended(ledger, comment="").sale.version == 0


def test_an_undone_correction_brings_the_former_sale_back(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale())
    amended(every_ledger, revenue=Decimal("5.20"))
    assert undone(every_ledger).sale == a_sale(version=2)
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]


def test_an_undone_entry_is_cancelled_and_its_repetition_does_not_bring_it_back(
    every_ledger: Engine,
) -> None:
    entered(every_ledger, a_sale())
    assert undone(every_ledger).sale == a_sale(version=1, state=State.CANCELLED)
    assert entered(every_ledger, a_sale()) == [Outcome.OUTDATED]
    assert day_of(every_ledger) == []


def test_a_sale_that_cannot_be_changes_nothing(ledger: Engine) -> None:
    entered(ledger, a_sale())
    with pytest.raises(BadSale, match="returned: "):
        amended(ledger, state=State.RETURNED_IN_PART, returned=Decimal(521))
    assert the_sale(ledger).sale == a_sale()


def test_an_entry_of_another_shop_is_not_there(ledger: Engine) -> None:
    entered(ledger, a_sale())
    number = the_sale(ledger).number
    south = replace(DESK, shop="south")
    for change in (lambda c: amend(c, south, number, cancelled), lambda c: undo(c, south, number)):
        with pytest.raises(NoSuchEntry, match=f"no entry {number}"):
            write(ledger, change)
    with reading(ledger) as connection:
        assert find_entry(connection, "south", number) is None


def test_the_last_entries_are_listed_page_by_page(every_ledger: Engine) -> None:
    entered(every_ledger, *(a_sale(f"S-{number}") for number in range(5)))
    entered(every_ledger, a_sale("S-9"), origin=an_origin("south"))
    with reading(every_ledger) as connection:
        page = last_entries(connection, "north", limit=3)
        rest = last_entries(connection, "north", limit=3, before=page[-1].number)
        nobody = last_entries(connection, "north", account="olga")
    assert [entry.sale.id for entry in page] == ["S-4", "S-3", "S-2"]
    assert [entry.sale.id for entry in rest] == ["S-1", "S-0"]
    assert nobody == []


def test_sales_without_a_client_id_wait_to_be_mended(every_ledger: Engine) -> None:
    lost: Sale = a_sale(client_id=None, client_text="не помнит")
    entered(every_ledger, lost, a_sale("S-2"), replace(lost, id="S-3", state=State.CANCELLED))
    with reading(every_ledger) as connection:
        waiting = unmatched_entries(connection, "north")
    amended(every_ledger, client_id=BUYER)
    with reading(every_ledger) as connection:
        left = unmatched_entries(connection, "north")
        former = versions_of(connection, the_sale(every_ledger))
    assert ([entry.sale for entry in waiting], left) == ([lost], [])
    assert [version.sale for version in former] == [lost]
    assert day_of(every_ledger) == [(BUYER, 2, 104000, 0)]
    assert former[0].entered_at == NOON
