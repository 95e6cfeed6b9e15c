"""Shopstat really served: gunicorn as its owner starts it, on a port of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.databases.installation import PASSWORD, hashing_in_earnest, installed

START_SECONDS = 60.0
PATIENCE_SECONDS = 60.0
NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer; the names of its headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Served:
    """A running server, asked over TCP with a connection for each request."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.port = port
        self._process = process
        self._log = log

    def get(self, path: str, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
        """Ask; raises ConnectionError, IncompleteRead or TimeoutError where no answer comes."""
        with self.asked(path, headers) as link:
            return read(link)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send JSON; raises as ``get`` does."""
        kind = {"Content-Type": "application/json"}
        with self.asked(path, {**headers, **kind}, body) as link:
            return read(link)

    @contextmanager
    def asked(
        self, path: str, headers: Mapping[str, str] = NO_HEADERS, body: bytes | None = None
    ) -> Iterator[http.client.HTTPConnection]:
        """Ask, or send a body, and leave the answer to be read."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            link.request("GET" if body is None else "POST", path, body, headers=dict(headers))
            yield link
        finally:
            link.close()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to gunicorn's master process."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """Kill every process of the server at once, as a loss of power does."""
        pids = [self._process.pid, *self.workers()]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.ended()

    def workers(self) -> set[int]:
        """Return the process ids of gunicorn's workers."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return {int(pid) for pid in children.read_text().split()}

    def replaced(self, former: set[int]) -> bool:
        """Wait until at least as many other workers have taken the place of the former ones."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            workers = self.workers()
            if len(workers) >= len(former) and not workers & former:
                return True
            time.sleep(0.05)
        return False

    def ended(self) -> int:
        """Wait for the end; return the exit status."""
        return self._process.wait(PATIENCE_SECONDS * 2)

    def said(self) -> str:
        """Return all it wrote to standard output and standard error so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def served(
    folder: Path,
    shops: Mapping[str, str],
    options: str = "",
    environ: Mapping[str, str] = NO_HEADERS,
) -> Iterator[Served]:
    """Serve shops, given as the text of their files by name, each with an account of its name."""
    with (
        hashing_in_earnest(),
        installed(folder, shops, options),
        started(folder, environ) as server,
    ):
        yield server


@contextmanager
def started(folder: Path, environ: Mapping[str, str] = NO_HEADERS) -> Iterator[Served]:
    """Serve what is installed in the folder."""
    port, log = _free_port(), folder.with_name(f"{folder.name}.log")
    process = _start(port, log, {**environ, "SHOPSTAT_INSTANCE": str(folder)})
    server = Served(process, port, log)
    try:
        _wait(server)
        yield server
    finally:
        _end(process)


def read(link: http.client.HTTPConnection) -> Reply:
    """Read the answer to what was asked, all of it."""
    answer = link.getresponse()
    names = {name.lower(): value for name, value in answer.getheaders()}
    return Reply(answer.status, names, answer.read())


def basic(name: str, password: str = PASSWORD) -> dict[str, str]:
    """Return the header of an account's login."""
    pair = b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _start(port: int, log: Path, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "serve"]
    with log.open("ab") as stream:
        return subprocess.Popen(  # noqa: S603 our own command
            [*command, "--port", str(port)],
            env={**os.environ, **environ},
            stdout=stream,
            stderr=stream,
        )


def _wait(server: Served) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            server.get("/healthz")
            return
        except ConnectionError as error:
            if time.monotonic() > until:
                raise RuntimeError(f"it was not served:\n{server.said()}") from error
            time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_SECONDS * 2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
