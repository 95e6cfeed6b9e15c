"""A source and a day become one Select; pure: no connection is needed to build or to test it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    FromClause,
    Select,
    TableClause,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import NullType

from app.shops.source import Scalar, SelectSource, TableSource, TimeKind
from app.statistics.expressions import ClientText, SameWord, Within, WithinOffsets
from app.statistics.numbers import Amount, ExactAmount, MinorUnits, SalesOfRow

# Without a type nothing is cast, so a bound value meets the column as the database sees fit:
# a word may be compared with an enum, a naive time with a timestamp.
SINCE, UNTIL = (bindparam(name, type_=NullType()) for name in ("since", "until"))

# The kinds of time that are no numbers and no bare dates.
WITHIN = {TimeKind.UTC: Within, TimeKind.LOCAL: Within, TimeKind.TZ: WithinOffsets}

NOTHING: ColumnElement[int] = literal_column("0", BigInteger())
_ONE: ColumnElement[int] = literal_column("1", BigInteger())

Condition = Callable[[ColumnElement[Any], TimeKind], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Sales:
    """One row per sale of a day, whatever kind of source they come from."""

    rows: FromClause
    condition: ColumnElement[bool] | None
    client_id: ColumnElement[Any]
    revenue: ColumnElement[Any] | None
    cost: ColumnElement[Any] | None
    sales: ColumnElement[Any] | None

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return a query of these columns for each sale of the day."""
        query: Select[Any] = select(*columns).select_from(self.rows)
        return query if self.condition is None else query.where(self.condition)


def within(since: ColumnElement[Any], until: ColumnElement[Any]) -> Condition:
    """Return what makes the condition that a moment lies within these bounds."""

    def condition(moment: ColumnElement[Any], kind: TimeKind) -> ColumnElement[bool]:
        if kind in WITHIN:
            return WITHIN[kind](moment, since, until)
        return and_(moment >= since, moment < until)

    return condition


of_the_day = within(SINCE, UNTIL)


def table_sales(
    source: TableSource, exact: Collection[str] = (), condition: Condition = of_the_day
) -> Sales:
    """Return the sales of a table (or view), of which these columns hold exact numbers only.

    Its columns carry its name: SQLite takes a quoted one that is gone for a string otherwise.
    """
    rows = table_of(source)
    return Sales(
        rows=rows,
        condition=and_(
            condition(rows.c[source.time_column], source.time_kind),
            *_conditions(rows, source.where),
        ),
        client_id=rows.c[source.client_id],
        revenue=None if source.revenue is None else _amount(rows.c[source.revenue], exact),
        cost=None if source.cost is None else _amount(rows.c[source.cost], exact),
        sales=None,
    )


def select_sales(
    source: SelectSource, columns: Collection[str], exact: Collection[str] = ()
) -> Sales:
    """Return the sales of a SELECT that yields these columns, some of them exact numbers only."""
    return Sales(
        rows=_subquery(source),
        condition=None,
        client_id=column("client_id"),
        revenue=_amount(column("revenue"), exact) if "revenue" in columns else None,
        cost=_amount(column("cost"), exact) if "cost" in columns else None,
        sales=SalesOfRow(column("sales")) if "sales" in columns else None,
    )


def day_query(sales: Sales) -> Select[Any]:
    """Return per client text, in the order of its bytes: sales, revenue and gross profit."""
    client_text = ClientText(sales.client_id).label("client_text")
    number = func.count() if sales.sales is None else cast(_sum_of(sales.sales), BigInteger())
    query = sales.select(
        client_text,
        number.label("sales"),
        (NOTHING if sales.revenue is None else MinorUnits(sales.revenue)).label("revenue"),
        (NOTHING if sales.cost is None else MinorUnits(gross_profit_of(sales))).label(
            "gross_profit"
        ),
    )
    return query.group_by(client_text).order_by(client_text)


def shape_query(source: TableSource | SelectSource) -> Select[Any]:
    """Return a query of no rows whose columns are those that the source names or yields."""
    if isinstance(source, SelectSource):
        yields: Select[Any] = select(literal_column("*")).select_from(_subquery(source))
    else:
        yields = select(*(_as_written(named) for named in table_of(source).columns))
    return yields.where(text("1 = 0"))


def table_of(source: TableSource) -> TableClause:
    """Return a source's table with the columns that the source names."""
    schema, _, plain = source.table.rpartition(".")
    named = (source.time_column, source.client_id, source.revenue, source.cost, *source.where)
    columns: list[ColumnClause[Any]] = [column(name) for name in {*named} if name is not None]
    return table(plain, *columns, schema=schema or None)


def revenue_of(sales: Sales) -> ColumnElement[Any]:
    """Return the revenue of a sale; NULL where it is unknown."""
    return NOTHING if sales.revenue is None else sales.revenue


def gross_profit_of(sales: Sales) -> ColumnElement[Any]:
    """Return revenue minus cost where the cost is known; else NULL, which adds nothing."""
    if sales.cost is None:
        return NOTHING
    if sales.revenue is None:
        return NOTHING - sales.cost
    return func.coalesce(sales.revenue, NOTHING) - sales.cost


def _as_written(named: ColumnElement[Any]) -> ColumnElement[Any]:
    """MySQL gives the columns of a view back in the letters of its definition."""
    return named.label(quoted_name(str(named.key), quote=True))


def _subquery(source: SelectSource) -> FromClause:
    """Make the shop's own SELECT a subquery, which only one statement that reads can be.

    PostgreSQL's casts are escaped, or ``text`` overlooks the parameter in ``:since::date``.
    """
    written = source.select.replace("::", r"\:\:")
    values = (bindparam(name, value, NullType()) for name, value in source.values.items())
    statement = text(written + "\n").bindparams(SINCE, UNTIL, *values)
    return statement.columns(column("client_id")).subquery("sale")


def _conditions(
    rows: TableClause, where: Mapping[str, tuple[Scalar, ...]]
) -> list[ColumnElement[bool]]:
    return [
        or_(*(_holds(rows.c[name], value) for value in values)) for name, values in where.items()
    ]


def _holds(named: ColumnElement[Any], value: Scalar) -> ColumnElement[bool]:
    wanted = literal(value, NullType())
    return SameWord(named, wanted) if isinstance(value, str) else named == wanted


def _amount(named: ColumnClause[Any], exact: Collection[str]) -> ColumnElement[Any]:
    return ExactAmount(named) if named.name in exact else Amount(named)


def _sum_of(numbers: ColumnElement[int]) -> ColumnElement[int]:
    return func.sum(func.coalesce(numbers, _ONE))
