"""A query that is no text is refused before anybody reads it."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest


def refuse_unreadable_queries(app: Flask) -> None:
    """Answer 400 to bytes behind the question mark that are neither UTF-8 nor percent-encoded.

    Werkzeug's ``request.args`` raises for them, which would pass for a fault of ours.
    """

    @app.before_request
    def refuse() -> None:
        try:
            request.query_string.decode()
        except UnicodeDecodeError as error:
            raise BadRequest(
                "what stands behind the ? is not in UTF-8: percent-encode it"
            ) from error
