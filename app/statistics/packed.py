"""Packed sales: many in one row of three JSON arrays, since rows are dear to send and to take.

None is added to another: of a day most clients have one sale, and to add them up by text costs a
database more than to hand them out.
"""

from collections.abc import Sequence
from operator import sub
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Select, func, literal_column, select

from app.statistics.batches import Columns
from app.statistics.expressions import ClientText, JSONArray
from app.statistics.query import NOTHING, Sales, revenue_of

_TEXTS = Decoder(list[str | None]).decode
_NUMBERS = Decoder(list[int]).decode


def packed_query(sales: Sales) -> Select[Any]:
    """Return the client texts, the revenues and the gross profits of all the sales."""
    return sales.select(*map(JSONArray, _of_a_sale(sales)))


def packed_up_to(most: int, sales: Sales) -> Select[Any]:
    """Return the same of so many sales at most, whichever they are, and their number."""
    some = sales.select(*_of_a_sale(sales)).limit(literal_column(str(most))).subquery("packed")
    return select(*map(JSONArray, some.columns), func.count())


def unpacked(arrays: Sequence[str | None]) -> Columns:
    """Read the arrays of a packed row: each sale is a group by itself."""
    written, revenue, deduction = (array or "[]" for array in arrays)
    texts, revenues, deductions = _TEXTS(written), _NUMBERS(revenue), _NUMBERS(deduction)
    return texts, [1] * len(texts), revenues, list(map(sub, revenues, deductions))


def _of_a_sale(sales: Sales) -> tuple[ColumnElement[Any], ...]:
    return (
        ClientText(sales.client_id).label("client_text"),
        func.coalesce(revenue_of(sales), NOTHING).label("revenue"),
        _deduction(sales).label("deduction"),
    )


def _deduction(sales: Sales) -> ColumnElement[Any]:
    """Return what is taken from the revenue to have the gross profit: all where no cost is known.

    To write the revenue once more into a gross profit costs a database more than to subtract here.
    """
    if sales.cost is None:
        return func.coalesce(revenue_of(sales), NOTHING)
    return func.coalesce(sales.cost, revenue_of(sales), NOTHING)
