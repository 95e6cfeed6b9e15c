"""The servers measured, each on a port of its own: Shopstat, the script, nginx."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.instance import ACCOUNT

_CHECKOUT = Path(__file__).resolve().parent.parent
_START_SECONDS = 30
_STOP_SECONDS = 90  # longer than the answers under way may take
_NGINX = """
daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/log; {user}
events {{}}
http {{
    access_log off; keepalive_requests 1000000; sendfile on;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port}; root {folder};
        location / {{ default_type application/json; try_files /answer.json =404; }}
    }}
}}
"""


class Server:
    """A server that runs now."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self._pid = pid

    def workers(self) -> list[int]:
        """Return the process ids of those who answer."""
        children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text()
        return [int(pid) for pid in children.split()]


@contextmanager
def shopstat(instance: Path) -> Iterator[Server]:
    """Serve an instance as its owner would, ``shopstat serve``."""
    command = [str(Path(sys.executable).with_name("shopstat")), "serve", "--port", "{port}"]
    with _running(command, instance, {"SHOPSTAT_INSTANCE": str(instance)}) as server:
        yield server


@contextmanager
def script(instance: Path, database_url: str) -> Iterator[Server]:
    """Serve the hand-written script with the very settings of gunicorn that Shopstat has."""
    config = str(_CHECKOUT / "config" / "gunicorn.py")
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", config]
    command = [*gunicorn, "--bind", "127.0.0.1:{port}", "benchmarks.script:app"]
    environ = {
        "SHOPSTAT_INSTANCE": str(instance),
        "BENCHMARK_DATABASE": database_url,
        "BENCHMARK_ACCOUNT": ACCOUNT,
    }
    with _running(command, instance, environ) as server:
        yield server


def has_nginx() -> bool:
    """Tell whether nginx is installed."""
    return _nginx() is not None


@contextmanager
def nginx(folder: Path, answer: bytes) -> Iterator[Server]:
    """Serve these bytes to whoever asks, as a static file."""
    folder.mkdir()
    (folder / "answer.json").write_bytes(answer)
    user = "user root;" if os.geteuid() == 0 else ""
    port = _free_port()
    (folder / "conf").write_text(_NGINX.format(folder=folder, port=port, user=user))
    with _running([str(_nginx()), "-c", str(folder / "conf")], folder, {}, port) as server:
        yield server


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def _running(
    command: Sequence[str], folder: Path, environ: Mapping[str, str], port: int | None = None
) -> Iterator[Server]:
    port = port or _free_port()
    words = [word.replace("{port}", str(port)) for word in command]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  the commands are those above
            words, cwd=_CHECKOUT, env=os.environ | environ, stdout=log, stderr=log
        )
    try:
        _await(port, process, folder)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)


def _await(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while not _listens(port):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(
                f"no server on {port}: {(folder / 'server.log').read_text()[-2000:]}"
            )
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
