"""A body that is too large is refused before anybody reads it."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge


def refuse_large_bodies(app: Flask, max_bytes: int) -> None:
    """Answer 413 to a request that announces more; one that sends more is cut off when read."""
    app.config["MAX_CONTENT_LENGTH"] = max_bytes

    @app.before_request
    def refuse() -> None:
        if (request.content_length or 0) > max_bytes:
            raise RequestEntityTooLarge(f"the body may have {max_bytes} bytes at most")
