"""A client that costs next to nothing: a socket kept open, the answer read and thrown away."""

import re
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from benchmarks.contender import Ask

_BUFFER_BYTES = 1 << 18
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)\r\n", re.IGNORECASE)
_GIVE_UP_SECONDS = 300


@dataclass(frozen=True, slots=True)
class OverHTTP:
    """A server asked for ``/stat`` as an account, with keep-alive.

    ``etag`` asks as a poller does that has the answer already, and wants 304.
    """

    name: str
    port: int
    account: str = field(default="", repr=False)
    etag: str = ""

    @contextmanager
    def asking(self) -> Iterator[Ask]:
        """Open a connection of its own to ask through."""
        connection = _Connection(self.port, 304 if self.etag else 200)
        headers = self._headers()
        try:
            yield lambda day: connection.ask(_request(day, headers))
        finally:
            connection.close()

    def _headers(self) -> str:
        headers = "Host: 127.0.0.1\r\n"
        if self.account:
            headers += f"Authorization: Basic {b64encode(self.account.encode()).decode()}\r\n"
        if self.etag:
            headers += f"If-None-Match: {self.etag}\r\n"
        return headers


def _request(day: date, headers: str) -> bytes:
    return f"GET /stat?date={day} HTTP/1.1\r\n{headers}\r\n".encode()


class _Connection:
    def __init__(self, port: int, expected: int) -> None:
        self._port = port
        self._expected = b"HTTP/1.1 %d " % expected
        self._buffer = memoryview(bytearray(_BUFFER_BYTES))
        self._socket = self._opened()

    def ask(self, request: bytes) -> int:
        """Return the body's length; a connection that the server closed meanwhile is reopened."""
        try:
            return self._ask(request)
        except ConnectionError:
            self.close()
            self._socket = self._opened()
            return self._ask(request)

    def close(self) -> None:
        self._socket.close()

    def _opened(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self._port), _GIVE_UP_SECONDS)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def _ask(self, request: bytes) -> int:
        self._socket.sendall(request)
        head, received = self._head()
        if not head.startswith(self._expected):
            raise RuntimeError(f"expected {self._expected!r}, got {head!r}")
        length = _LENGTH.search(head)
        missing = (int(length[1]) if length else 0) - received
        while missing > 0:
            missing -= self._receive(self._buffer)
        return int(length[1]) if length else 0

    def _head(self) -> tuple[bytes, int]:
        """Return the head, and how much of the body came with it."""
        read = 0
        while True:
            read += self._receive(self._buffer[read:])
            end = bytes(self._buffer[: min(read, 4096)]).find(b"\r\n\r\n")
            if end >= 0:
                return bytes(self._buffer[: end + 4]), read - end - 4

    def _receive(self, buffer: memoryview) -> int:
        received = self._socket.recv_into(buffer)
        if not received:
            raise ConnectionResetError("the server closed the connection")
        return received
