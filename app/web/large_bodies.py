"""A body that is too large is refused before anybody reads it, or where it becomes too large.

Any other of announced length is read to its end, also where the answer is known without it: a
client that still sends when the connection closes, nginx among them, may lose that answer.
"""

import time
from collections.abc import Mapping
from typing import IO

from flask import Flask, Response, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream

PATIENCE_SECONDS = 1.0
"""How long to wait for the rest of a body that nobody needs."""
PIECE_BYTES = 1 << 10


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

    @app.after_request
    def read_to_the_end(response: Response) -> Response:
        length, most = request.content_length or 0, request.max_content_length or max_bytes
        if 0 < length <= most:
            _exhaust(request.stream, length)
        return response


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


def _exhaust(body: IO[bytes], length: int) -> None:
    """Read what is left of a body, as far as it comes in time.

    Where it does not, gunicorn is left to know that bytes are missing, and closes the connection.
    """
    if not isinstance(body, LimitedStream):
        return
    socket = request.environ.get("gunicorn.socket")
    usual = socket and socket.gettimeout()
    until = time.monotonic() + PATIENCE_SECONDS
    try:
        while body.tell() < length and (left := until - time.monotonic()) > 0:
            if socket:
                socket.settimeout(left)
            body.read(PIECE_BYTES)
    except (ClientDisconnected, OSError):
        return
    finally:
        if socket:
            socket.settimeout(usual)


def _too_large(most: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"the body may have {most} bytes at most")
