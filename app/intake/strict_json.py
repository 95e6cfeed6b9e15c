"""JSON as programs send it, read strictly: one meaning or none, and every number as its text."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.sales.excerpt import excerpt


class BadJSON(ValueError):
    """The body is no JSON that has one meaning; the message says why."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written, so that no amount of money passes through a float."""

    text: str


def read_json(body: bytes) -> Any:
    """Return the document of a body in UTF-8, its numbers as ``Number``; raises ``BadJSON``.

    A name that an object has twice, ``NaN`` and ``Infinity`` are refused (RFC 8259, sections 4, 6).
    """
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_float=Number,
            parse_int=Number,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        raise BadJSON("the body is nested too deep") from error
    except UnicodeDecodeError as error:
        raise BadJSON("the body is not in UTF-8") from error
    except json.JSONDecodeError as error:
        at = f"line {error.lineno} column {error.colno}"
        raise BadJSON(f"the body is no JSON: {error.msg} at {at}") from error


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise BadJSON(f"an object has the name {excerpt(twice)} twice: leave one of them")
    return found


def _no_number(word: str) -> Any:
    raise BadJSON(f"{word} is no JSON: write a number or null")
