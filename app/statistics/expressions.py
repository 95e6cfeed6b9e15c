"""The few SQL expressions that each kind of database must spell its own way."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Text, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Ends = tuple[ColumnElement[Any], ColumnElement[Any]]

_READ_CHARACTERS = 513
_READ_BYTES = 4 * _READ_CHARACTERS


class ClientText(FunctionElement[Any]):
    """The text a client ID was written in, to be grouped byte by byte.

    A case-insensitive or accent-blind collation would put different clients into one group.
    More is kept than unmasking reads, so that too long a text stays too long: one character more,
    or on PostgreSQL and SQLite the bytes of so many.
    """

    inherit_cache = True
    type = Text()


@compiles(ClientText, "postgresql")
def _(element: ClientText, compiler: SQLCompiler, **options: Any) -> str:
    # to count bytes costs a fraction of looking for the place to cut at
    text = f"CAST({compiler.process(element.clauses, **options)} AS TEXT)"
    cut = f"left({text}, {_READ_CHARACTERS})"
    return f'CASE WHEN octet_length({text}) > {_READ_BYTES} THEN {cut} ELSE {text} END COLLATE "C"'


@compiles(ClientText, "mysql")
@compiles(ClientText, "mariadb")
def _(element: ClientText, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return f"CAST(CONVERT(left({text}, {_READ_CHARACTERS}) USING utf8mb4) AS BINARY)"


@compiles(ClientText, "sqlite")
def _(element: ClientText, compiler: SQLCompiler, **options: Any) -> str:
    # cut as bytes, for a text is cut at its first NUL; as text again, for the bytes of a file in
    # UTF-16 are no UTF-8
    text = compiler.process(element.clauses, **options)
    read = f"substr(CAST({text} AS BLOB), 1, {_READ_BYTES})"
    return (
        f"CASE WHEN length(CAST({text} AS BLOB)) > {_READ_BYTES}"
        f" THEN CAST({read} AS TEXT) ELSE CAST({text} AS TEXT) END"
    )


class JSONArray(FunctionElement[Any]):
    """The text of a JSON array of all values, NULL too; on PostgreSQL that of no value is NULL.

    MySQL's would be cut at ``group_concat_max_len`` with a mere warning.
    """

    inherit_cache = True
    type = Text()


@compiles(JSONArray, "postgresql")
def _(element: JSONArray, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(json_agg({compiler.process(element.clauses, **options)}) AS TEXT)"


@compiles(JSONArray, "sqlite")
def _(element: JSONArray, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


class JSONNumbers(FunctionElement[Any]):
    """PostgreSQL's text of a JSON array of numbers, none of them NULL; that of no value is NULL.

    It costs less than one of anything, and the numbers keep the zeros they end in.
    """

    inherit_cache = True
    type = Text()


@compiles(JSONNumbers, "postgresql")
def _(element: JSONNumbers, compiler: SQLCompiler, **options: Any) -> str:
    numbers = compiler.process(element.clauses, **options)
    return f"'[' || string_agg(CAST({numbers} AS TEXT), ',') || ']'"


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
    ``Z``, perhaps without seconds or as the bare date. There the bare text is compared with loose
    bounds, and ``datetime()`` decides; elsewhere the column's own type decides.
    """

    inherit_cache = True

    @classmethod
    def loose(cls, since: ColumnElement[Any], until: ColumnElement[Any]) -> Ends:
        """Return bounds of SQLite's texts that let every spelling through.

        A shorter spelling lacks the zeros that the lower bound ends in.
        """
        with_t = func.replace(until, literal_column("' '"), literal_column("'T'"))
        return func.rtrim(since, literal_column("' :0'")), with_t


class WithinOffsets(Within):
    """The same for moments that carry an offset; as text they are up to a day from their UTC."""

    inherit_cache = True

    @classmethod
    def loose(cls, since: ColumnElement[Any], until: ColumnElement[Any]) -> Ends:
        """Return bounds that are so much wider; behind the last day there is is every letter."""
        later = func.date(until, literal_column("'+2 days'"))
        earlier = func.date(since, literal_column("'-1 day'"))
        return earlier, func.coalesce(later, literal_column("'A'"))


class WithinSlice(FunctionElement[Any]):
    """The same between two texts of moments, ``first`` and ``after``, that part a day on SQLite."""

    inherit_cache = True


@compiles(Within)
def _(element: Within, compiler: SQLCompiler, **options: Any) -> str:
    moment, since, until = _each(element, compiler, options)
    return f"{moment} >= {since} AND {moment} < {until}"


@compiles(Within, "sqlite")
def _(element: Within, compiler: SQLCompiler, **options: Any) -> str:
    moment, since, until = element.clauses
    within = WithinSlice(moment, since, until, *element.loose(since, until))
    return compiler.process(within, **options)


@compiles(WithinSlice, "sqlite")
def _(element: WithinSlice, compiler: SQLCompiler, **options: Any) -> str:
    """``datetime()`` decides, and cuts a moment to its second; ``julianday()`` is less dear.

    It rounds to the millisecond, so it may let in what lies more than one within the day.
    """
    moment, since, until, first, after = _each(element, compiler, options)
    return (
        f"{moment} >= {first} AND {moment} < {after}"
        f" AND (julianday({moment}) BETWEEN julianday({since}, '+0.001 seconds')"
        f" AND julianday({until}, '-0.001 seconds')"
        f" OR datetime({moment}) BETWEEN {since} AND datetime({until}, '-1 second'))"
    )


def _each(
    element: FunctionElement[Any], compiler: SQLCompiler, options: dict[str, Any]
) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]
