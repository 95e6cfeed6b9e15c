"""Money inside the house: whole minor units (kopecks, cents), so that every sum is exact."""

import re
from decimal import Decimal

from app.sales.excerpt import excerpt

# The two decimals of an amount, by the rest of its division by 100.
HUNDREDTHS = [f".{number:02}" for number in range(100)]
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
_HUNDRED = Decimal(100)
_MOST_MINOR_UNITS = 10**14 - 1
_CURE = "write up to 12 digits, a point and up to 2 decimals, like 520.00"


class BadAmount(ValueError):
    """An amount of money that is none, or not one we can keep exactly."""

    def __init__(self, seen: str) -> None:
        super().__init__(f"{_CURE}; got {excerpt(seen)}")


def read_amount(text: str) -> Decimal:
    """Read an amount in ASCII digits with a decimal point; raises ``BadAmount``."""
    if not _AMOUNT.fullmatch(text):
        raise BadAmount(text)
    return Decimal(text)


def minor_units(amount: Decimal) -> int:
    """Return the amount in minor units; raises ``BadAmount`` for more decimals or digits."""
    try:
        units = amount * _HUNDRED
        whole = int(units)
    except (ArithmeticError, ValueError) as error:
        raise BadAmount(str(amount)) from error
    if whole != units or abs(whole) > _MOST_MINOR_UNITS:
        raise BadAmount(str(amount))
    return whole


def amount_of(minor: int) -> Decimal:
    """Return minor units as an amount with two decimals."""
    return Decimal(minor).scaleb(-2)


def write_amount(minor_units: int) -> str:
    """Write an amount with exactly two decimals: 104050 is ``1040.50``, -5 is ``-0.05``."""
    if minor_units < 0:
        return f"-{write_amount(-minor_units)}"
    return f"{minor_units // 100}{HUNDREDTHS[minor_units % 100]}"
