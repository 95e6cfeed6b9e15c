"""Packed sales: many in one row of JSON arrays, since rows are dear to send and to take.

None is added to another: of a day most clients have one sale, and to add them up by text costs a
database more than to hand them out.
"""

import re
from collections.abc import Callable, Sequence
from operator import sub
from typing import Any

from msgspec import DecodeError
from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Integer, Select, and_, case, func, literal_column, select

from app.database.faults import SourceFault, SourceUnavailable
from app.statistics.batches import Columns
from app.statistics.expressions import ClientText, JSONArray, JSONNumbers
from app.statistics.query import NOTHING, Sales, revenue_of

_TEXTS = Decoder(list[str | None]).decode
_NUMBERS = Decoder(list[int]).decode

# The zeros of 0.50, -0.05 and, but for the last, 0.00.
_ZEROS_IN_FRONT = re.compile(r"(?<![0-9])0\.0?")

# What the first of an array of such amounts looks like; a column's type gives all the same places.
_TWO_DECIMALS = re.compile(r"\[(?:-?[0-9]+\.[0-9]{2}|0)[,\]]")

# Reads an array of amounts, as minor units.
ReadAmounts = Callable[[str], list[int]]


def packed_query(sales: Sales) -> Select[Any]:
    """Return in one row the client texts of all the sales, their revenues, and their deductions.

    A deduction is what is taken from the revenue to have the gross profit: the cost, or all of it
    where that is not known. Of a source without costs there are none.
    """
    return sales.select(*map(JSONArray, _of_a_sale(sales)))


def packed_if_few(sales: Sales, most: int, most_bytes: int) -> Select[Any]:
    """Return the same where there are so many sales at most, and so many bytes of client texts.

    Else the arrays are NULL, and so they are where there is no sale; their number comes first.
    """
    one_more = literal_column(str(most + 1), Integer())
    some = sales.select(*_of_a_sale(sales)).limit(one_more).subquery("packed")
    columns = list(some.columns)
    texts, numbers = JSONArray(columns[0]), map(JSONNumbers, columns[1:])
    are_few = and_(
        func.count() <= literal_column(str(most)),
        func.octet_length(texts) <= literal_column(str(most_bytes)),
    )
    return select(func.count(), *(case((are_few, array)) for array in (texts, *numbers)))


def unpacked(arrays: Sequence[str], read_amounts: ReadAmounts = _NUMBERS) -> Columns:
    """Read the arrays of a packed row: each sale is a group by itself.

    Raises SourceUnavailable where they are none.
    """
    try:
        texts, revenues = _TEXTS(arrays[0]), read_amounts(arrays[1])
        deductions = read_amounts(arrays[2]) if len(arrays) > 2 else revenues
    except DecodeError as error:
        raise SourceUnavailable(SourceFault.DATA, _fault(arrays, error)) from error
    return texts, [1] * len(texts), revenues, list(map(sub, revenues, deductions))


def of_two_decimals(array: str) -> list[int]:
    """Read amounts that have two decimals each, or are 0: without the point they are minor units.

    A number of JSON has no zeros in front: those of 0.05 are looked for where one was refused.
    Raises DecodeError.
    """
    if not _TWO_DECIMALS.match(array):
        raise DecodeError(f"amounts of two decimals, not {array[:20]}")
    try:
        return _NUMBERS(_without_points(array))
    except DecodeError:
        return _NUMBERS(_without_points(_ZEROS_IN_FRONT.sub("", array)))


def _fault(arrays: Sequence[str], error: DecodeError) -> str:
    """Name the number that PostgreSQL's decimals may be, and that is none."""
    if any("NaN" in numbers for numbers in arrays[1:]):
        return "an amount is NaN"
    return f"sales that are no JSON: {error}"


def _without_points(array: str) -> bytes:
    return array.encode().translate(None, b".")


def _of_a_sale(sales: Sales) -> tuple[ColumnElement[Any], ...]:
    client_text = ClientText(sales.client_id).label("client_text")
    revenue = func.coalesce(revenue_of(sales), NOTHING).label("revenue")
    if sales.cost is None:
        return client_text, revenue
    # to work out the gross profit here costs a database more than to hand out the cost
    deduction = func.coalesce(sales.cost, revenue_of(sales), NOTHING).label("deduction")
    return client_text, revenue, deduction
