"""What a sale can be, what cannot be kept, and what a sale adds to its day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from app.sales.channel import Channel
from app.sales.money import BadAmount, amount_of, minor_units, read_amount
from app.sales.sale import BadSale, Figures, Sale, State, figures

SALE = Sale(
    id="S-1",
    channel=Channel.CALL,
    sold_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    revenue=Decimal("520.00"),
    currency="RUB",
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Figures(1, 52000, 0)),
        ({"cost": Decimal(0)}, Figures(1, 52000, 52000)),
        ({"cost": Decimal("600.01"), "count": 3}, Figures(3, 52000, -8001)),
        (
            {"state": State.RETURNED_IN_PART, "returned": Decimal("20.5"), "cost": Decimal(100)},
            Figures(1, 49950, 39950),
        ),
        ({"state": State.RETURNED, "cost": Decimal(100)}, Figures(0, 0, 0)),
        ({"state": State.CANCELLED}, Figures(0, 0, 0)),
    ],
)
def test_what_is_left_of_a_sale_counts(changes: dict[str, Any], expected: Figures) -> None:
    assert figures(replace(SALE, **changes)) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", "x" * 129),
        ("id", "S-1 "),
        ("id", "S\n1"),
        ("client_text", "x" * 513),
        ("client_text", "a\0b"),
        ("comment", "\ud800"),
        ("count", 0),
        ("count", 1_000_001),
        ("version", -2),
        ("version", 2**62 + 1),
        ("revenue", Decimal("0.001")),
        ("revenue", Decimal("1e12")),
        ("revenue", Decimal("NaN")),
        ("cost", Decimal("-Infinity")),
        ("returned", Decimal(1)),
        ("sold_at", datetime(2026, 11, 20)),
        ("sold_at", datetime(1969, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(BadSale) as refused:
        replace(SALE, **{field: value})
    assert list(refused.value.faults) == [field]


@pytest.mark.parametrize("returned", ["0", "520.01", "-1"])
def test_a_part_is_more_than_nothing_and_at_most_all(returned: str) -> None:
    with pytest.raises(BadSale, match="returned: expected more than 0"):
        replace(SALE, state=State.RETURNED_IN_PART, returned=Decimal(returned))


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadSale) as refused:
        replace(SALE, id="", count=0, revenue=Decimal("0.001"))
    assert list(refused.value.faults) == ["id", "revenue", "count"]


def test_a_time_is_kept_in_utc_to_the_second() -> None:
    east = timezone(timedelta(hours=3))
    sale = replace(SALE, sold_at=datetime(2026, 11, 20, 15, 0, 0, 999999, tzinfo=east))
    assert (sale, sale.sold_at.tzinfo) == (SALE, UTC)


@pytest.mark.parametrize("text", ["0", "-5.20", "520.00", "999999999999.99", "007.5"])
def test_an_amount_is_read_exactly(text: str) -> None:
    assert amount_of(minor_units(read_amount(text))) == Decimal(text)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1e3", "NaN", "1_000", "１２", "1,5", "+1", ".5", "1.", "1.234", "1" * 13, "1\n"],
)
def test_what_is_no_amount_is_refused_with_the_cure(text: str) -> None:
    with pytest.raises(BadAmount, match=r"write up to 12 digits"):
        read_amount(text)
