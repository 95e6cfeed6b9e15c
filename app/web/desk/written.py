"""Amounts and moments as the operator's language writes them."""

from datetime import datetime
from decimal import Decimal

from flask import g

from app.sales.money import minor_units, write_amount

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "UAH": "₴", "KZT": "₸"}
_NO_BREAK = "\u00a0"


def money(minor: int, currency: str) -> str:
    """Write minor units of a currency: ``1 040,50 ₽`` or ``1,040.50 RUB``."""
    units, _, cents = write_amount(abs(minor)).partition(".")
    grouped = f"{int(units):,}.{cents}"
    sign = "\u2212" if minor < 0 else ""
    if g.language == "ru":
        grouped = grouped.replace(",", _NO_BREAK).replace(".", ",")
        currency = _SIGNS.get(currency, currency)
    return f"{sign}{grouped}{_NO_BREAK}{currency}"


def typed_amount(amount: Decimal | None) -> str:
    """Write an amount as it is typed into a field."""
    if amount is None:
        return ""
    return write_amount(minor_units(amount)).replace(".", "," if g.language == "ru" else ".")


def moment(local: datetime) -> str:
    """Write a date and a time of day."""
    return f"{date(local)} {local:%H:%M}"


def date(local: datetime) -> str:
    """Write a date: ``22.11.2026`` or ``22 Nov 2026``."""
    if g.language == "ru":
        return f"{local:%d.%m.%Y}"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
