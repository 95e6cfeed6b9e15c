"""The book: what people write into the ledger by hand, once, and never over somebody unseen."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from app.ledger.amending import cancelled
from app.ledger.book import Book, ChangedMeanwhile, DayTotals, EnteredOtherwise
from app.sales.day import Day
from tests.ledger.sales_made import MOSCOW, TODAY, a_sale, an_origin, day_of

DAY = Day(TODAY, MOSCOW)


def test_a_day_is_added_up_with_what_has_no_client_id(every_ledger: Engine) -> None:
    book = Book(every_ledger)
    assert book.totals("north", DAY) == DayTotals(0, 0, 0, 0)
    for sale in (
        a_sale("1", "520.00", cost=Decimal("20.00")),
        a_sale("2", "10.50", client_id=None, count=3),
        cancelled(a_sale("3", "99.00")),
    ):
        book.enter(an_origin(), sale, sold_now=False)
    assert book.totals("north", DAY) == DayTotals(4, 53050, 50000, 3)
    assert [entry.sale.id for entry in book.unmatched("north", 5)] == ["2"]
    assert book.totals("south", DAY) == DayTotals(0, 0, 0, 0)


def test_a_sale_sent_again_is_the_same_entry(every_ledger: Engine) -> None:
    book = Book(every_ledger)
    entry, first = book.enter(an_origin(), a_sale(), sold_now=True)
    later = replace(a_sale(), sold_at=a_sale().sold_at + timedelta(minutes=1))
    book.amend(an_origin(), entry.number, 0, lambda sale: replace(sale, revenue=Decimal(7)))
    again, second = book.enter(an_origin(), later, sold_now=True)
    assert (first, second, again.number) == (True, False, entry.number)
    with pytest.raises(EnteredOtherwise):
        book.enter(an_origin(), later, sold_now=False)
    assert day_of(every_ledger) == [("587-963", 1, 700, 0)]


def test_an_entry_is_changed_as_it_was_seen_or_not_at_all(every_ledger: Engine) -> None:
    book = Book(every_ledger)
    number = book.enter(an_origin(), a_sale(), sold_now=False)[0].number
    book.undo(an_origin(), number, 0)
    with pytest.raises(ChangedMeanwhile):
        book.undo(an_origin(), number, 0)
    with pytest.raises(ChangedMeanwhile):
        book.amend(an_origin(), number, 0, cancelled)
    assert day_of(every_ledger) == []
    book.undo(an_origin(), number, 1)
    assert day_of(every_ledger) == [("587-963", 1, 52000, 0)]
