"""Amounts as they stand in files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.faults import BadValue
from app.intake.money import read_money
from app.sales.money import write_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.50"),
        ("1234,5", "1234.50"),
        ("1 234,50 ₽", "1234.50"),
        ("1\u00a0234,50\u00a0руб.", "1234.50"),
        ("1\u2009234", "1234"),
        ("1\u202f234\u202f567,89", "1234567.89"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("520 р.", "520"),
        ("520р", "520"),
        ("RUB 520", "520"),
        ("$12.30", "12.30"),
        ("-5", "-5"),
        ("\u221212,50", "-12.50"),
        ("-", "0"),
        ("—", "0"),
        ("0,00", "0"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_an_amount_is_read(text: str, amount: str) -> None:
    assert read_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the amount is empty"),
        ("₽", "the amount is empty"),
        ("1,234", "the amount may mean thousands or three decimals"),
        ("1.234", "the amount may mean thousands or three decimals"),
        ("1,234,567", "the amount may mean thousands or three decimals"),
        ("1234.505", "the amount has over two decimals"),
        ("1000000000000", "this is no amount"),
        ("1 000 000 000 000", "the amount has over 12 digits"),
        ("1e3", "this is no amount"),
        ("NaN", "this is no amount"),
        ("Infinity", "this is no amount"),
        ("１２", "this is no amount"),
        ("1_000", "this is no amount"),
        ("12 34", "this is no amount"),
        ("1 234.5.6", "this is no amount"),
        ("(500)", "this is no amount"),
        ("--5", "this is no amount"),
        ("5-", "this is no amount"),
        ("=1+1", "this is no amount"),
        ("12\n", "this is no amount"),
    ],
)
def test_what_is_no_amount_or_may_be_two_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadValue) as refusal:
        read_money(text)
    assert refusal.value.reason == reason


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_every_amount_that_we_write_is_read_back(minor: int) -> None:
    written = write_amount(minor)
    assert write_amount(int(read_money(written) * 100)) == written


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    try:
        assert read_money(text).is_finite()
    except BadValue as refusal:
        assert refusal.cure
