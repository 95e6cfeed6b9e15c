"""A way to a server that can be cut: packets are dropped and nobody is told."""

import contextlib
import socket
import threading
from types import TracebackType

CHUNK = 65_536


class Proxy:
    """Forwards TCP connections from its own ``port`` to another, while it is not dropping."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._flows = threading.Event()
        self._flows.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._links: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._flows.set()
        for link in (self._listener, *self._links):
            _close(link)

    def drop(self) -> None:
        """Read nothing and forward nothing from now on; connections stay open."""
        self._flows.clear()

    def flow(self) -> None:
        """Forward again, also what was held back."""
        self._flows.set()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self._flows.wait()
                far = socket.create_connection(("127.0.0.1", self._to_port))
                self._links += near, far
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(CHUNK):
                self._flows.wait()
                target.sendall(part)
        _close(source)
        _close(target)


def _close(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)
    link.close()
