"""What PostgreSQL's columns hold, as the numbers of their types tell."""

from collections.abc import Sequence

import psycopg

from app.database.driver import Column, Holds

_HOLDS = {
    psycopg.adapters.types[name].oid: holds
    for name, holds in {
        "timestamp": Holds.TIME,
        "timestamptz": Holds.INSTANT,
        "date": Holds.DATE,
        "int2": Holds.SMALL_NUMBER,
        "int4": Holds.SMALL_NUMBER,
        "int8": Holds.NUMBER,
        "numeric": Holds.NUMBER,
        "float4": Holds.NUMBER,
        "float8": Holds.NUMBER,
        "text": Holds.TEXT,
        "varchar": Holds.TEXT,
        "bpchar": Holds.TEXT,
    }.items()
}
_EXACT = {psycopg.adapters.types[name].oid for name in ("int2", "int4", "int8", "numeric")}


def described(description: Sequence[psycopg.Column] | None) -> list[Column]:
    """Return the columns of a cursor's description."""
    return [
        Column(
            column.name,
            is_exact=column.type_code in _EXACT,
            holds=_HOLDS.get(column.type_code, Holds.UNKNOWN),
        )
        for column in description or ()
    ]
