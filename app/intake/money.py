"""Amounts as people and programs write them: read exactly, or refused where two readings exist."""

import re
from decimal import Decimal

from app.intake.faults import BadValue

_SPACES = " \u00a0\u2009\u202f\u2007'"
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")
_CURRENCY = re.compile(
    r"(?i:[$€£¥₽₴₸]|руб(?:лей|ля|ль)?\b\.?|р(?![^\W_])\.?|rub|rur|usd|eur|kzt|byn)"
)
_GROUPED = rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+"
_PLAIN = re.compile(
    rf"(?P<sign>-?)(?P<units>{_GROUPED}|[0-9]{{1,12}})(?:[.,](?P<part>[0-9]{{1,2}}))?"
)
_COMMAS = re.compile(r"(?P<sign>-?)(?P<units>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]{1,2})")
_DOTS = re.compile(r"(?P<sign>-?)(?P<units>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]{1,2})")
_AMBIGUOUS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+|-?[0-9]{1,3}(?:\.[0-9]{3})+")
_FINE = re.compile(r"-?[0-9]+[.,][0-9]{3,}")
_MAX_DIGITS = 12
_CURE = "write it like 1234.50"


def read_money(text: str) -> Decimal:
    """Read an amount: ``1 234,50 ₽`` is 1234.50; a lone dash is 0.

    Takes at most 12 digits and two decimals, never an exponent. Raises ``BadValue``.
    """
    written = _CURRENCY.sub("", text.translate(_MINUS)).strip(_SPACES + "\t")
    if written == "-":
        return Decimal(0)
    for shape in (_PLAIN, _COMMAS, _DOTS):
        if match := shape.fullmatch(written):
            return _amount(match)
    raise BadValue(_why_not(written), _CURE)


def _amount(match: re.Match[str]) -> Decimal:
    units = re.sub(r"[^0-9]", "", match["units"])
    if len(units) > _MAX_DIGITS:
        raise BadValue(f"the amount has over {_MAX_DIGITS} digits", _CURE)
    return Decimal(f"{match['sign']}{units}.{match['part'] or '0'}")


def _why_not(written: str) -> str:
    if not written:
        return "the amount is empty"
    if _AMBIGUOUS.fullmatch(written):
        return "the amount may mean thousands or three decimals"
    if _FINE.fullmatch(written):
        return "the amount has over two decimals"
    return "this is no amount"
