"""Clients that send a byte now and then: half of them headers, half of them a body."""

import http.client
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType

from tests.deploy.proxy import Proxy

SOURCES = [f"127.0.0.{number}" for number in range(2, 12)]
BETWEEN_BYTES_SECONDS = 0.5

_HEADERS = b"GET /stat HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
_BODY = b"POST /stat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"


class SlowClients:
    """So many of them, from ``with`` to its end."""

    def __init__(self, proxy: Proxy, number: int, sources: Sequence[str] = SOURCES) -> None:
        self._sources = sources
        self._proxy = proxy
        self._number = number
        self._links: list[http.client.HTTPSConnection] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._dribble)

    def __enter__(self) -> "SlowClients":
        for number in range(self._number):
            link = self._proxy.link(self._sources[number % len(self._sources)])
            link.connect()
            link.sock.sendall(_BODY if number % 2 else _HEADERS)
            self._links.append(link)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()
        for link in self._links:
            link.close()

    def _dribble(self) -> None:
        while not self._stopped.wait(BETWEEN_BYTES_SECONDS):
            for link in self._links:
                with suppress(OSError):
                    link.sock.sendall(b"x")
