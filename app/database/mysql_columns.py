"""What the columns of MySQL and MariaDB hold, as the type codes of their protocol tell."""

from collections.abc import Sequence
from typing import Any

from pymysql.constants import FIELD_TYPE

from app.database.driver import Column, Holds

_HOLDS = {
    FIELD_TYPE.DATETIME: Holds.TIME,
    FIELD_TYPE.TIMESTAMP: Holds.INSTANT,
    FIELD_TYPE.DATE: Holds.DATE,
    FIELD_TYPE.NEWDATE: Holds.DATE,
    FIELD_TYPE.TINY: Holds.SMALL_NUMBER,
    FIELD_TYPE.SHORT: Holds.SMALL_NUMBER,
    FIELD_TYPE.INT24: Holds.SMALL_NUMBER,
    FIELD_TYPE.LONG: Holds.SMALL_NUMBER,
    FIELD_TYPE.LONGLONG: Holds.NUMBER,
    FIELD_TYPE.DECIMAL: Holds.NUMBER,
    FIELD_TYPE.NEWDECIMAL: Holds.NUMBER,
    FIELD_TYPE.FLOAT: Holds.NUMBER,
    FIELD_TYPE.DOUBLE: Holds.NUMBER,
    FIELD_TYPE.VARCHAR: Holds.TEXT,
    FIELD_TYPE.VAR_STRING: Holds.TEXT,
    FIELD_TYPE.STRING: Holds.TEXT,
    FIELD_TYPE.BLOB: Holds.TEXT,
}


def described(description: Sequence[Any] | None) -> list[Column]:
    """Return the columns of a cursor's description (PEP 249: name, type code, …)."""
    return [
        Column(name, holds=_HOLDS.get(type_code, Holds.UNKNOWN))
        for name, type_code, *_ in description or ()
    ]
