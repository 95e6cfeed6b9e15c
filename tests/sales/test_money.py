"""Money leaves as exact text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.money import write_amount


@pytest.mark.parametrize(
    ("minor_units", "written"),
    [
        (104050, "1040.50"),
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (-104000, "-1040.00"),
        (10**20 + 1, "1000000000000000000.01"),
    ],
)
def test_an_amount_has_exactly_two_decimals(minor_units: int, written: str) -> None:
    assert write_amount(minor_units) == written


@given(st.integers())
def test_an_amount_is_written_exactly(minor_units: int) -> None:
    whole, hundredths = write_amount(minor_units).split(".")
    assert int(whole + hundredths) == minor_units
    assert len(hundredths) == 2


@given(st.lists(st.integers(-(10**14), 10**14)))
def test_written_amounts_add_up_to_the_written_sum(amounts: list[int]) -> None:
    assert sum(Decimal(write_amount(a)) for a in amounts) == Decimal(write_amount(sum(amounts)))
