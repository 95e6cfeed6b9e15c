"""The servers that tests talk to: the one at hand, or a private one from local binaries."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.databases.kinds import Kind

NOT_AT_HAND = "no database server at hand"
START_SECONDS = 60.0


class NotAtHand(Exception):
    """There is neither a running server nor the binaries to start one; says the cure."""


class Server:
    """A running server, in which tests make databases of their own."""

    def __init__(self, kind: Kind, url: str) -> None:
        self.kind = kind
        self.url = url

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of a new empty database, dropped afterwards."""
        name = f"shopstat_test_{uuid.uuid4().hex}"
        self._execute(self.kind.create.format(name=name))
        try:
            yield _url_of(self.url, name)
        finally:
            self._execute(self.kind.drop.format(name=name))

    def answers(self) -> bool:
        """Tell whether the server takes a login now."""
        try:
            self._execute("SELECT 1")
        except OperationalError:
            return False
        return True

    def _execute(self, statement: str) -> None:
        limits = dict(self.kind.limits)
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT", connect_args=limits)
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()


class PrivateServer(Server):
    """A server that one test may stop, start and pause; its port stays the same."""

    def __init__(self, kind: Kind) -> None:
        self.port = _free_port()
        super().__init__(kind, kind.url(self.port))
        self._folder = Path(tempfile.mkdtemp(prefix="shopstat-server-"))
        self._folder.chmod(0o700)
        _give_to_server_user(self._folder)
        self._process: subprocess.Popen[bytes] | None = None
        if _run(kind.prepare(self._folder), self._folder).wait(START_SECONDS) != 0:
            raise RuntimeError(f"{kind.name} was not prepared:\n{_log(self._folder)}")

    def start(self) -> None:
        """Start the server and wait until it takes logins."""
        self._process = _run(self.kind.serve(self._folder, self.port), self._folder)
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self.kind.name} did not start:\n{_log(self._folder)}")
            time.sleep(0.05)

    def stop(self, *, immediate: bool = False) -> None:
        """Stop the server and wait for its end; ``immediate`` cuts every connection at once."""
        if self._process is not None:
            self._process.send_signal(self.kind.immediate if immediate else signal.SIGTERM)
            self._process.wait(START_SECONDS)
            self._process = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Freeze every process of the server: connections stay open, nothing is answered."""
        assert self._process, "a server that is stopped cannot be paused"
        pid = self._process.pid
        try:
            _freeze([pid])
            _freeze(_children(pid))
            yield
        finally:
            _send(signal.SIGCONT, pid, *_children(pid))

    def remove(self) -> None:
        """Stop the server and delete all it kept."""
        self.stop(immediate=True)
        shutil.rmtree(self._folder)


@contextmanager
def at_hand(kind: Kind) -> Iterator[Server]:
    """Give the server that already runs, else a private one."""
    server = Server(kind, os.environ.get(kind.variable, kind.running))
    if kind.variable in os.environ or server.answers():
        yield server
    else:
        with private(kind) as own:
            yield own


@contextmanager
def private(kind: Kind) -> Iterator[PrivateServer]:
    """Give a running server of the test's own; raises ``NotAtHand`` without the binaries."""
    if missing := kind.missing():
        raise NotAtHand(
            f"{NOT_AT_HAND}: {kind.name}: install it (apt-get install {kind.package}; not found: "
            f"{', '.join(missing)}) or set {kind.variable} to the URL of an administrator's login"
        )
    server = PrivateServer(kind)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _url_of(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603  the commands are the two kinds below
            command,
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder)},
            user=_server_user(),
            stdout=log,
            stderr=log,
        )


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root, so nobody runs it then."""
    return "nobody" if os.geteuid() == 0 else None


def _give_to_server_user(folder: Path) -> None:
    if user := _server_user():
        shutil.chown(folder, user)


def _log(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]


def _freeze(pids: list[int]) -> None:
    """Stop processes and wait until the last of their threads stands still."""
    _send(signal.SIGSTOP, *pids)
    until = time.monotonic() + START_SECONDS
    while not all(_stands_still(pid) for pid in pids):
        assert time.monotonic() < until, f"{pids} do not stand still"
        time.sleep(0.01)


def _stands_still(pid: int) -> bool:
    """Tell whether no thread runs; the state follows the name, which may hold anything."""
    with suppress(FileNotFoundError, ProcessLookupError):
        told = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/stat")]
        return all(each.rpartition(")")[2].split()[0] in "TZX" for each in told)
    return False


def _send(number: signal.Signals, *pids: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _children(parent: int) -> list[int]:
    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True)  # noqa: S607
    pairs = (line.split() for line in table.stdout.decode().splitlines())
    return [int(pid) for pid, ppid in pairs if int(ppid) == parent]
