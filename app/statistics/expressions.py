"""The few SQL expressions that each kind of database must spell its own way."""

from typing import Any

from sqlalchemy import Boolean, LargeBinary, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_READ_CHARACTERS = 513
_READ_BYTES = 4 * _READ_CHARACTERS


class ClientText(FunctionElement[Any]):
    """The text a client ID was written in, to be grouped byte by byte.

    A case-insensitive or accent-blind collation would put different clients into one group.
    One character more than unmasking reads is kept, so that too long a text stays too long.
    """

    inherit_cache = True
    type = LargeBinary()


class TextOfSale(FunctionElement[Any]):
    """The same text as text, as SQLite gives it of a sale by itself, not to be grouped."""

    inherit_cache = True
    type = Text()


@compiles(ClientText, "postgresql")
def _(element: ClientText, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return f'left(CAST({text} AS TEXT), {_READ_CHARACTERS}) COLLATE "C"'


@compiles(ClientText, "mysql")
@compiles(ClientText, "mariadb")
def _(element: ClientText, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return f"CAST(CONVERT(left({text}, {_READ_CHARACTERS}) USING utf8mb4) AS BINARY)"


@compiles(ClientText, "sqlite")
def _(element: ClientText, compiler: SQLCompiler, **options: Any) -> str:
    # as bytes first: a text is cut at its first NUL
    text = compiler.process(element.clauses, **options)
    return f"substr(CAST({text} AS BLOB), 1, {_READ_BYTES})"


@compiles(TextOfSale, "sqlite")
def _(element: TextOfSale, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return (
        f"CASE WHEN length(CAST({text} AS BLOB)) > {_READ_BYTES}"
        f" THEN CAST(substr(CAST({text} AS BLOB), 1, {_READ_BYTES}) AS TEXT)"
        f" ELSE CAST({text} AS TEXT) END"
    )


class SameWord(FunctionElement[bool]):
    """A column holds this very word.

    MySQL takes ``PAID `` for ``paid``; there the bytes decide, and the bare column keeps its index.
    """

    inherit_cache = True
    type = Boolean()


@compiles(SameWord)
def _(element: SameWord, compiler: SQLCompiler, **options: Any) -> str:
    column, word = _each(element, compiler, options)
    return f"{column} = {word}"


@compiles(SameWord, "mysql")
@compiles(SameWord, "mariadb")
def _(element: SameWord, compiler: SQLCompiler, **options: Any) -> str:
    column, word = _each(element, compiler, options)
    return (
        f"({column} = {word} AND CAST(CONVERT({column} USING utf8mb4) AS BINARY)"
        f" = CAST({word} AS BINARY))"
    )


class Within(FunctionElement[Any]):
    """``since <= moment < until`` over a bare column of moments, so that its index is used.

    SQLite keeps moments as text, with a blank or a ``T`` in the middle, perhaps fractions or a
    ``Z``, perhaps without seconds or as the bare date. There the bare text is compared with bounds
    that let every spelling through (a shorter one lacks the zeros that the lower bound ends in),
    and ``datetime()`` decides; elsewhere the column's own type decides.
    """

    inherit_cache = True


class WithinOffsets(Within):
    """The same for moments that carry an offset; as text they are up to a day from their UTC."""

    inherit_cache = True


@compiles(Within)
def _(element: Within, compiler: SQLCompiler, **options: Any) -> str:
    moment, since, until = _each(element, compiler, options)
    return f"{moment} >= {since} AND {moment} < {until}"


@compiles(Within, "sqlite")
def _(element: Within, compiler: SQLCompiler, **options: Any) -> str:
    moment, since, until = _each(element, compiler, options)
    return (
        f"{moment} >= rtrim({since}, ' :0') AND {moment} < replace({until}, ' ', 'T')"
        f" AND {_datetime_within(moment, since, until)}"
    )


@compiles(WithinOffsets, "sqlite")
def _(element: WithinOffsets, compiler: SQLCompiler, **options: Any) -> str:
    moment, since, until = _each(element, compiler, options)
    return (
        f"{moment} >= date({since}, '-1 day') AND {moment} < ifnull(date({until}, '+2 days'), 'A')"
        f" AND {_datetime_within(moment, since, until)}"
    )


def _datetime_within(moment: str, since: str, until: str) -> str:
    """``datetime()`` counts whole seconds and is dear, so it is asked once."""
    return f"datetime({moment}) BETWEEN {since} AND datetime({until}, '-1 second')"


def _each(
    element: FunctionElement[Any], compiler: SQLCompiler, options: dict[str, Any]
) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]
