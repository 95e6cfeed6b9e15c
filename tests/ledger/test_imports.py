"""Imports: each file once, undone and imported again, on every database of the ledger."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine

from app.database.retrying import write
from app.database.writing import reading
from app.ledger.amending import amend, cancelled, undo
from app.ledger.entering import BATCH, Outcome, enter
from app.ledger.entry import Way
from app.ledger.imports import (
    AlreadyImported,
    Import,
    NoSuchImport,
    begin_import,
    finish_import,
    list_imports,
    undo_import,
)
from app.sales.sale import Sale
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

FILE = an_origin(way=Way.FILE, account="olga")


def imported(engine: Engine, *sales: Sale, hash: str = "1f") -> int:
    def work(connection: Connection) -> int:
        origin = begin_import(connection, FILE, "calls.csv", hash)
        outcomes = enter(connection, origin, sales)
        assert origin.import_number
        accepted = outcomes.count(Outcome.ACCEPTED)
        finish_import(connection, origin.import_number, rows=len(sales), accepted=accepted)
        return origin.import_number

    return write(engine, work)


def undone(engine: Engine, number: int) -> int:
    return write(engine, lambda connection: undo_import(connection, FILE, number))


def test_the_same_file_changes_nothing_the_second_time(every_ledger: Engine) -> None:
    number = imported(every_ledger, a_sale())
    with pytest.raises(AlreadyImported, match=f"number {number} on 2026-11-20 12:00 UTC"):
        imported(every_ledger, a_sale("S-2"))
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]
    with reading(every_ledger) as connection:
        assert list_imports(connection, "north") == [
            Import(number, "north", "calls.csv", "1f", "olga", NOON, rows=1, accepted=1)
        ]
        assert list_imports(connection, "south") == []


def test_an_undone_import_counts_no_more_and_may_come_again(every_ledger: Engine) -> None:
    many = [*numbered(BATCH + 1)]
    first = imported(every_ledger, *many)
    assert undone(every_ledger, first) == BATCH + 1
    assert day_of(every_ledger) == []
    second = imported(every_ledger, *many)
    assert day_of(every_ledger) == [(BUYER, BATCH + 1, (BATCH + 1) * 52000, 0)]
    with reading(every_ledger) as connection:
        newest, oldest = list_imports(connection, "north")
    assert (newest.number, newest.undone_by, newest.accepted) == (second, None, BATCH + 1)
    assert (oldest.number, oldest.undone_by, oldest.undone_at) == (first, "olga", NOON)


def test_undoing_brings_back_what_was_known_before(every_ledger: Engine) -> None:
    entered(every_ledger, a_sale())
    number = imported(every_ledger, a_sale(version=1, revenue="9.00"), a_sale("S-2"))
    undone(every_ledger, number)
    assert the_sale(every_ledger).sale == a_sale()
    assert day_of(every_ledger) == [(BUYER, 1, 52000, 0)]
    assert wrong_days(every_ledger) == []


def test_of_imports_undone_in_any_order_nothing_is_left(every_ledger: Engine) -> None:
    versions = [a_sale(), a_sale(version=1, revenue="9.00"), a_sale(version=2, revenue="8.00")]
    first, second, third = (
        imported(every_ledger, sale, hash=sale.revenue.to_eng_string()) for sale in versions
    )
    undone(every_ledger, first)
    assert day_of(every_ledger) == [(BUYER, 1, 800, 0)]
    undone(every_ledger, third)
    assert day_of(every_ledger) == [(BUYER, 1, 900, 0)]
    undone(every_ledger, second)
    assert day_of(every_ledger) == []
    assert wrong_days(every_ledger) == []


def test_what_the_desk_brought_back_goes_with_its_import(ledger: Engine) -> None:
    first = imported(ledger, a_sale())
    imported(ledger, a_sale(version=1, revenue="9.00"), hash="2f")
    number = the_sale(ledger).number
    write(ledger, lambda connection: undo(connection, an_origin(), number))
    assert day_of(ledger) == [(BUYER, 1, 52000, 0)]
    undone(ledger, first)
    assert day_of(ledger) == [(BUYER, 1, 900, 0)]


def test_what_was_amended_since_is_taken_back_and_what_was_replaced_stays(ledger: Engine) -> None:
    number = imported(ledger, a_sale(), a_sale("S-2"), a_sale("S-3"))
    amended = the_sale(ledger).number
    write(ledger, lambda connection: amend(connection, FILE, amended, cancelled))
    entered(ledger, a_sale("S-2", "7.00", version=1))
    assert undone(ledger, number) == 2
    assert day_of(ledger) == [(BUYER, 1, 700, 0)]


@pytest.mark.parametrize("shop", ["north", "south"])
def test_an_import_that_is_not_there_is_not_undone(ledger: Engine, shop: str) -> None:
    number = imported(ledger, a_sale())
    if shop == "north":
        undone(ledger, number)
    with pytest.raises(NoSuchImport, match=f"no import {number}"):
        write(ledger, lambda connection: undo_import(connection, replace(FILE, shop=shop), number))
