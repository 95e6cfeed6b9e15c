"""A message of another system becomes the document of a sale, as its webhook says."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.intake.sale_documents import BadDocument
from app.intake.strict_json import Number
from app.sales.excerpt import excerpt
from app.shops.webhook import Webhook

_WHOLE = ("count", "version")
_MOMENTS = ("sold_at", "changed_at")
_SECONDS = re.compile(r"[0-9]{9,10}")
_MILLISECONDS = re.compile(r"[0-9]{12,13}")

Message = Mapping[str, Any]


def sale_in(message: Message, webhook: Webhook) -> dict[str, Any] | None:
    """Return what the message says of a sale, None where it is about something else.

    Raises ``BadDocument`` for a word that the webhook does not know.
    """
    if not all(_text(_found(message, at)) in words for at, words in webhook.where.items()):
        return None
    said = {field: _found(message, at) for field, at in webhook.fields.items()}
    translated = {field: _translated(field, value, webhook) for field, value in said.items()}
    return {**webhook.fixed, **{f: _fitting(f, value) for f, value in translated.items()}}


def _found(message: Message, at: str) -> Any:
    """Return what is at the name, or at the end of the path; an empty text says nothing."""
    if at in message:
        found = message[at]
    else:
        found = message
        for name in at.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    return None if found == "" else found


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, Number) else value


def _translated(field: str, value: Any, webhook: Webhook) -> Any:
    words = webhook.values.get(field)
    if words is None or value is None:
        return value
    word = _text(value)
    if not isinstance(word, str) or word not in words:
        told = excerpt(str(word))
        raise BadDocument({field: f"{told} is not among values.{field} of {webhook.name}: add it"})
    return words[word]


def _fitting(field: str, value: Any) -> Any:
    """Return the value as ``POST /sales`` takes it: a form has nothing but texts."""
    text = _text(value)
    if not isinstance(text, str):
        return value
    if field in _WHOLE:
        return Number(text)
    return _moment(text) if field in _MOMENTS else text


def _moment(text: str) -> str:
    """Write seconds or milliseconds since 1970, or a time with a blank in it, as RFC 3339."""
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC).isoformat()
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC).isoformat()
    return text.replace(" ", "T", 1)
