"""The body of a request as the one JSON document it is, or the reason why it is none."""

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.intake.strict_json import BadJSON, read_json


def read_body(*kinds: str) -> Any:
    """Return the document, sent as one of these kinds; raises 400, 413, 415."""
    if request.mimetype not in kinds or "Content-Encoding" in request.headers:
        raise UnsupportedMediaType(f"send it with Content-Type: {kinds[0]}, and not compressed")
    try:
        return read_json(request.get_data())
    except BadJSON as error:
        raise BadRequest(str(error)) from error
