"""A body that is too large is refused before anybody reads it."""

from collections.abc import Mapping

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge


def refuse_large_bodies(app: Flask, max_bytes: int, larger: Mapping[str, int]) -> None:
    """Answer 413 to a request that announces more; one that sends more is cut off when read.

    ``larger`` gives the bytes of the few endpoints that take more.
    """
    app.config["MAX_CONTENT_LENGTH"] = max_bytes

    @app.before_request
    def refuse() -> None:
        most = larger.get(request.endpoint or "", max_bytes)
        request.max_content_length = most
        if (request.content_length or 0) > most:
            raise RequestEntityTooLarge(f"the body may have {most} bytes at most")
