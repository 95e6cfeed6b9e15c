"""The SQL of a preset with its blanks filled: names written into it, values bound beside it."""

import re
from collections.abc import Iterator, Mapping

from sqlparse.lexer import tokenize
from sqlparse.sql import Token
from sqlparse.tokens import Name

from app.shops.preset import Value
from app.shops.select import BadSelect, read_select
from app.shops.source import Scalar

_BLANK = re.compile(r"\{([a-z_]+)\}")


def blanks_of(text: str) -> set[str]:
    """Return the names that stand in braces."""
    return {found[1] for found in _BLANK.finditer(text)}


def fill_names(text: str, names: Mapping[str, Value]) -> str:
    """Write names into their blanks; they were checked to be parts of names and nothing else.

    Raises ``BadSelect`` for a blank without a name.
    """
    unknown = sorted(blanks_of(text) - names.keys())
    if unknown:
        raise BadSelect(f"no option is the name in {', '.join(f'{{{name}}}' for name in unknown)}")
    return _BLANK.sub(lambda found: str(names[found[1]]), text)


def fill_select(
    text: str, names: Mapping[str, Value], values: Mapping[str, Value]
) -> tuple[str, dict[str, Scalar]]:
    """Return the statement of a source, and the values that are bound to it.

    A list ``:statuses`` becomes ``(:statuses_1, :statuses_2)``, an empty one ``(NULL)``, which
    equals nothing; ``:statuses_count`` is its length. Raises ``BadSelect``.
    """
    listed = {name: value for name, value in values.items() if isinstance(value, tuple)}
    statement = _with_lists(fill_names(text, names), listed)
    used = parameters_of(statement)
    bound = {name: value for name, value in _scalars(values) if name in used}
    return read_select(statement, bound), bound


def parameters_of(text: str) -> set[str]:
    """Return the names of the parameters that stand in the SQL."""
    return {token.value[1:] for token in _tokens(text) if token.ttype in Name.Placeholder}


def _with_lists(text: str, listed: Mapping[str, tuple[Scalar, ...]]) -> str:
    parts: list[str] = []
    for token in _tokens(text):
        name = token.value[1:] if token.ttype in Name.Placeholder else ""
        parts.append(_list(name, listed[name]) if name in listed else token.value)
    return "".join(parts)


def _list(name: str, values: tuple[Scalar, ...]) -> str:
    numbered = (f":{name}_{number}" for number in range(1, len(values) + 1))
    return f"({', '.join(numbered) or 'NULL'})"


def _scalars(values: Mapping[str, Value]) -> Iterator[tuple[str, Scalar]]:
    for name, value in values.items():
        if isinstance(value, tuple):
            yield f"{name}_count", len(value)
            yield from ((f"{name}_{number}", each) for number, each in enumerate(value, start=1))
        else:
            yield name, value


def _tokens(text: str) -> Iterator[Token]:
    for kind, value in tokenize(text):  # type: ignore[no-untyped-call] # of sqlparse
        yield Token(kind, value)  # type: ignore[no-untyped-call] # of sqlparse
