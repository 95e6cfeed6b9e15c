"""The numbers of a sale in each database's own words: read exactly, or refused.

A number is digits with at most one point, perhaps a sign, an exponent, blanks around: the same
texts on every database. All else is an error of the database, though MySQL and SQLite by
themselves would read ``12,50`` as 12 and ``two`` as 0.
"""

from typing import Any

from sqlalchemy import BigInteger, Numeric
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_MINOR_UNITS = 100
# So many decimals of an amount are looked at: enough for any price, too few for a float's noise.
_DECIMALS = 10
# Beyond, SQLite's floats are no longer exact to the minor unit, and MySQL would cut some day.
_MOST = "1e13"
_MOST_SALES = "1e9"
# Of an amount on PostgreSQL: as many as its minor units may have in 64 bits.
_DIGITS = 19
_BLANKS = "[\t-\r ]*"
_NUMBER = f"^{_BLANKS}[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?{_BLANKS}$"
_POINT_AND_ZEROS = "([0-9])[.]0*[[:space:]]*$"
_WHOLE = f"^{_BLANKS}[-+]?[0-9]{{1,9}}([.]0*)?{_BLANKS}$"


class Amount(FunctionElement[Any]):
    """The amount of one sale, rounded by itself to minor units, halves away from 0.

    SQLite gives it in minor units, PostgreSQL and MySQL with two decimals.

    Because every sale is rounded before anything is added, the sum of the clients, of the sources
    and of the days is the sum of the sales, on every database alike.
    """

    inherit_cache = True
    type = Numeric()


class ExactAmount(Amount):
    """The same for a column that is known to hold exact numbers, where that is cheaper to write.

    Should its type change to another, the database refuses the statement.
    """

    inherit_cache = True


class MinorUnits(FunctionElement[int]):
    """The sum of amounts as a whole number of minor units; 0 where all are unknown."""

    inherit_cache = True
    type = BigInteger()


class SalesOfRow(FunctionElement[int]):
    """How many sales a row stands for, a whole number; NULL where the row does not say."""

    inherit_cache = True
    type = BigInteger()


@compiles(Amount, "postgresql")
def _(element: Amount, compiler: SQLCompiler, **options: Any) -> str:
    amount = compiler.process(element.clauses, **options)
    # a cast straight to NUMERIC keeps six digits of a real; its text has all of them
    return _postgresql_rounded(f"round({_postgresql_number(amount)}, {_DECIMALS})")


@compiles(ExactAmount, "postgresql")
def _(element: ExactAmount, compiler: SQLCompiler, **options: Any) -> str:
    # this round() takes no floats and no text: it is never run, but has the statement refused;
    # a shop may have written another one
    amount = compiler.process(element.clauses, **options)
    rounded = _postgresql_rounded(amount)
    return f"CASE WHEN false THEN pg_catalog.round({amount}, 2) ELSE {rounded} END"


@compiles(Amount, "mysql")
@compiles(Amount, "mariadb")
def _(element: Amount, compiler: SQLCompiler, **options: Any) -> str:
    amount = compiler.process(element.clauses, **options)
    return (
        f"round(CASE WHEN {_mysql_text(amount)} REGEXP '{_NUMBER}' AND abs({amount}) <= {_MOST}"
        f" THEN CAST({amount} AS DECIMAL(38, {_DECIMALS})) ELSE {_mysql_error(amount)} END, 2)"
    )


@compiles(Amount, "sqlite")
def _(element: Amount, compiler: SQLCompiler, **options: Any) -> str:
    # SQLite has no exact decimals, so here the amount is in minor units already; 0.0000005 more
    # than a half brings back 100.5 where 1.005 * 100 is 100.49999999999999 in binary
    amount = compiler.process(element.clauses, **options)
    return (
        f"CASE WHEN {_sqlite_between(amount, '0', _MOST)}"
        f" THEN CAST({amount} * {_MINOR_UNITS} + 0.5000005 AS INTEGER)"
        f" WHEN {_sqlite_between(amount, f'-{_MOST}', '0')}"
        f" THEN CAST({amount} * {_MINOR_UNITS} - 0.5000005 AS INTEGER)"
        f" WHEN {amount} IS NOT NULL THEN {_sqlite_error(amount)} END"
    )


@compiles(MinorUnits, "postgresql")
def _(element: MinorUnits, compiler: SQLCompiler, **options: Any) -> str:
    amounts = compiler.process(element.clauses, **options)
    return f"CAST(coalesce(sum({amounts}), 0) * {_MINOR_UNITS} AS BIGINT)"


@compiles(MinorUnits, "mysql")
@compiles(MinorUnits, "mariadb")
def _(element: MinorUnits, compiler: SQLCompiler, **options: Any) -> str:
    # a cast to SIGNED would cut what is too large, where DIV is an error
    amounts = compiler.process(element.clauses, **options)
    return f"(coalesce(sum({amounts}), 0) * {_MINOR_UNITS}) DIV 1"


@compiles(MinorUnits, "sqlite")
def _(element: MinorUnits, compiler: SQLCompiler, **options: Any) -> str:
    amounts = compiler.process(element.clauses, **options)
    return f"coalesce(sum({amounts}), 0)"


@compiles(SalesOfRow, "postgresql")
def _(element: SalesOfRow, compiler: SQLCompiler, **options: Any) -> str:
    sales = compiler.process(element.clauses, **options)
    whole = f"regexp_replace({_postgresql_text(sales)}, '{_POINT_AND_ZEROS}', '\\1')"
    return f"CAST({whole} AS INTEGER)"


@compiles(SalesOfRow, "mysql")
@compiles(SalesOfRow, "mariadb")
def _(element: SalesOfRow, compiler: SQLCompiler, **options: Any) -> str:
    sales = compiler.process(element.clauses, **options)
    return (
        f"CASE WHEN {_mysql_text(sales)} REGEXP '{_WHOLE}'"
        f" THEN CAST({sales} AS SIGNED) ELSE {_mysql_error(sales)} END"
    )


@compiles(SalesOfRow, "sqlite")
def _(element: SalesOfRow, compiler: SQLCompiler, **options: Any) -> str:
    sales = compiler.process(element.clauses, **options)
    return (
        f"CASE WHEN {_sqlite_between(sales, f'-{_MOST_SALES}', _MOST_SALES)}"
        f" AND {sales} = CAST({sales} AS INTEGER) THEN CAST({sales} AS INTEGER)"
        f" WHEN {sales} IS NOT NULL THEN {_sqlite_error(sales)} END"
    )


def _postgresql_rounded(amount: str) -> str:
    """A cast rounds halves away from 0, and costs nothing where the column has two decimals.

    PostgreSQL documentation, 8.1.2 "Arbitrary Precision Numbers".
    """
    return f"CAST({amount} AS NUMERIC({_DIGITS}, 2))"


def _postgresql_number(value: str) -> str:
    """PostgreSQL before 16 reads 1e 3 as a thousand, unless its signs are hidden."""
    return f"CAST(regexp_replace({_postgresql_text(value)}, '[eE][[:space:]]', '?') AS NUMERIC)"


def _postgresql_text(value: str) -> str:
    """PostgreSQL 16 reads 1_000 and 0x10, unless their signs are hidden."""
    return f"translate(CAST({value} AS TEXT), '_xXoObB', '???????')"


def _mysql_text(value: str) -> str:
    return f"CONVERT({value} USING utf8mb4)"


def _mysql_error(value: str) -> str:
    """``~0`` is the largest integer there is: adding it to more than 0 is an error."""
    return f"length({value}) + 1 + ~0"


def _sqlite_between(value: str, low: str, high: str) -> str:
    """Compare as numbers; a text that is no number is larger than any.

    SQLite documentation, "Datatypes In SQLite", sections 4.1 and 4.2.
    """
    return f"{value} BETWEEN CAST({low} AS REAL) AND CAST({high} AS REAL)"


def _sqlite_error(value: str) -> str:
    """The smallest integer there is has no absolute value, which is an error."""
    return f"abs(-9223372036854775807 - ({value} IS NOT NULL))"
