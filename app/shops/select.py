"""The SELECT of a source: one statement that reads, between ``:since`` and ``:until``."""

import re
from collections.abc import Collection

import sqlparse
from sqlparse.exceptions import SQLParseError
from sqlparse.sql import Statement, Token
from sqlparse.tokens import Comment, Keyword, Literal, Name

_BOUNDS = frozenset({":since", ":until"})
_WRITES = re.compile(r"INSERT|UPDATE|DELETE|MERGE|REPLACE|UPSERT|INTO", re.IGNORECASE)


class BadSelect(ValueError):
    """The text is no SELECT that a source could use; its message is the cure."""


def read_select(text: str, values: Collection[str] = ()) -> str:
    """Return the one statement of ``text``, without its closing semicolon, for ``sqlalchemy.text``.

    ``values`` names the other parameters that it may use. A colon in a literal or a comment, which
    that function would take for a parameter, is escaped.
    Raises ``BadSelect``.
    """
    tokens = _without_end(_tokens(_only_statement(text)))
    _refuse_writes(tokens)
    _refuse_other_parameters(tokens, {f":{name}" for name in values})
    return "".join(_escaped(token) for token in tokens).strip()


def _only_statement(text: str) -> Statement:
    statements = [found for found in _parsed(text) if _says_something(found)]
    if len(statements) != 1:
        raise BadSelect(
            f"write exactly one SELECT in the file; it has {len(statements)} statements"
        )
    if _kind(statements[0]) != "SELECT":
        raise BadSelect("begin the statement with SELECT or WITH … SELECT")
    return statements[0]


def _kind(statement: Statement) -> str:
    """Return the word that says what the statement does: the first, or the first after its WITH.

    ``Statement.get_type`` stumbles over names in WITH that are words of SQL: found, last, day.
    """
    first, *others = (token for token in _tokens(statement) if not _is_filling(token))
    if first.ttype is not Keyword.CTE:
        return str(first.normalized)
    depth = 0
    for token in others:
        depth += (token.value == "(") - (token.value == ")")
        if depth == 0 and token.ttype is Keyword.DML:
            return str(token.normalized)
    return ""


def _parsed(text: str) -> tuple[Statement, ...]:
    try:
        return tuple(sqlparse.parse(text))
    except SQLParseError as error:
        raise BadSelect(f"make the SELECT simpler: {error}") from error


def _says_something(statement: Statement) -> bool:
    return not all(_is_filling(token) for token in _tokens(statement))


def _tokens(statement: Statement) -> list[Token]:
    return list(statement.flatten())  # type: ignore[no-untyped-call] # of sqlparse


def _is_filling(token: Token) -> bool:
    return token.is_whitespace or token.ttype in Comment or token.value == ";"


def _without_end(tokens: list[Token]) -> list[Token]:
    while tokens and _is_filling(tokens[-1]):
        tokens.pop()
    return tokens


def _refuse_writes(tokens: list[Token]) -> None:
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        is_call = after is not None and after.value == "("
        if token.ttype in Keyword and _WRITES.fullmatch(token.value) and not is_call:
            raise BadSelect(f"take {token.value} out: a source only reads")
        if token.ttype in Comment and token.value.startswith(("/*!", "/*M!")):
            raise BadSelect("take the comment /*! … */ out: MySQL would run it")


def _refuse_other_parameters(tokens: list[Token], known: set[str]) -> None:
    used = {token.value for token in tokens if token.ttype in Name.Placeholder}
    others = sorted(used - _BOUNDS - known)
    if others:
        raise BadSelect(f"write :since and :until, no other parameters: {', '.join(others)}")
    missing = sorted(_BOUNDS - used)
    if missing:
        raise BadSelect(
            f"use {' and '.join(missing)}: WHERE sold_at >= :since AND sold_at < :until"
        )


def _escaped(token: Token) -> str:
    value = str(token.value)
    may_hold_colons = token.ttype in Literal or token.ttype in Comment or token.ttype in Name
    if may_hold_colons and token.ttype not in Name.Placeholder:
        return value.replace(":", r"\:")
    return value
