"""What a page sends of itself when it asks for a client ID, read once and strictly."""

import json
from itertools import islice
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length
from werkzeug.exceptions import BadRequest, UnprocessableEntity, UnsupportedMediaType

from app.sales.excerpt import excerpt
from app.sales.first_page import FirstPage

MAX_BODY_BYTES = 16 * 1024
MAX_ADDRESS_CHARACTERS = 2048
MAX_FAULTS = 20
_CURE = f"write an address of at most {MAX_ADDRESS_CHARACTERS} characters as text"


def _address() -> fields.String:
    return fields.String(
        load_default="",
        validate=Length(max=MAX_ADDRESS_CHARACTERS, error=_CURE),
        error_messages={"invalid": _CURE, "null": _CURE},
    )


class FirstPageSchema(Schema):
    """The first page of a visit; nothing of it is needed."""

    error_messages = {  # noqa: RUF012 marshmallow declares it per instance
        "unknown": "unknown; only landing and referrer are read",
        "type": 'write an object: {"landing": "https://…", "referrer": "https://…"}',
    }

    landing = _address()
    referrer = _address()


def read_first_page() -> FirstPage:
    """Return what may be kept of the request's body, which may be empty.

    Raises 400, 413, 415, 422.
    """
    request.max_content_length = MAX_BODY_BYTES
    body = request.get_data()
    if not body:
        return FirstPage()
    if not request.is_json:
        raise UnsupportedMediaType("send the first page as application/json, or nothing")
    return FirstPage.read(**_valid(_parsed(body)))


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is no JSON in UTF-8") from error


def _valid(document: Any) -> dict[str, str]:
    try:
        return dict(FirstPageSchema().load(document))
    except ValidationError as error:
        told = (f"{_name(at)}{' '.join(why)}" for at, why in sorted(error.messages_dict.items()))
        raise UnprocessableEntity("; ".join(islice(told, MAX_FAULTS))) from error


def _name(field: str) -> str:
    """Name a field; what a sender made up is quoted, never repeated whole."""
    if field == "_schema":
        return ""
    return f"{field if field in FirstPageSchema().fields else excerpt(field)}: "
