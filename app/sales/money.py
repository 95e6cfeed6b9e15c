"""Money inside the house: whole minor units (kopecks, cents), so that every sum is exact."""

_HUNDREDTHS = [f".{number:02}" for number in range(100)]


def write_amount(minor_units: int) -> str:
    """Write an amount with exactly two decimals: 104050 is ``1040.50``, -5 is ``-0.05``."""
    if minor_units < 0:
        return f"-{write_amount(-minor_units)}"
    return f"{minor_units // 100}{_HUNDREDTHS[minor_units % 100]}"
