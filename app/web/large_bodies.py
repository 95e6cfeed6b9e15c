"""A body that is too large is refused before anybody reads it, or where it becomes too large."""

from collections.abc import Mapping
from typing import IO

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge


def refuse_large_bodies(app: Flask, max_bytes: int, larger: Mapping[str, int]) -> None:
    """Answer 413 to a request that announces more, or that sends more than it announced.

    ``larger`` gives the bytes of the few endpoints that take more.
    """
    app.config["MAX_CONTENT_LENGTH"] = max_bytes

    @app.before_request
    def refuse() -> None:
        most = larger.get(request.endpoint or "", max_bytes)
        request.max_content_length = most
        if request.content_length is None:
            request.environ["wsgi.input"] = Bounded(request.environ["wsgi.input"], most)
            request.max_content_length = most + 1  # so that the byte too many is asked for
        elif request.content_length > most:
            raise _too_large(most)


class Bounded:
    """A body of no announced length. Werkzeug cuts such a one at the limit without a word."""

    def __init__(self, body: IO[bytes], most: int) -> None:
        self._body = body
        self._most = most
        self._left = most

    def read(self, size: int = -1) -> bytes:
        """Read on; raises ``RequestEntityTooLarge`` behind the most bytes that there may be."""
        data = self._body.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._most)
        return data


def _too_large(most: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"the body may have {most} bytes at most")
