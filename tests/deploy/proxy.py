"""nginx with the shipped file in front of a served shop, on ports of this test."""

import http.client
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deploy.conditions import wait_until
from tests.drills.served import PATIENCE_SECONDS, Reply, Served

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx" / "shopstat.conf"
CLIENT = "127.0.0.1"

_MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/shopstat.conf;
}}
"""
_NEW_CERTIFICATE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
    "-subj /CN=localhost -addext subjectAltName=DNS:localhost"
)


class Proxy:
    """A running nginx: https on ``port``, http on ``plain_port``."""

    def __init__(self, port: int, plain_port: int, certificate: Path) -> None:
        self.port = port
        self.plain_port = plain_port
        self._trust = ssl.create_default_context(cafile=str(certificate))

    def link(self, source: str = CLIENT) -> http.client.HTTPSConnection:
        """Return a connection that comes from this loopback address."""
        return http.client.HTTPSConnection(
            "localhost",
            self.port,
            timeout=PATIENCE_SECONDS,
            context=self._trust,
            source_address=(source, 0),
        )

    def ask(
        self,
        path: str,
        headers: Mapping[str, str],
        *,
        method: str = "GET",
        body: bytes | None = None,
        source: str = CLIENT,
    ) -> Reply:
        """Ask with a connection of its own."""
        link = self.link(source)
        try:
            link.request(method, path, body, dict(headers))
            answer = link.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, names, answer.read())
        finally:
            link.close()


@contextmanager
def behind_nginx(server: Served, folder: Path) -> Iterator[Proxy]:
    """Run nginx with the shipped file; only names, ports and paths of this machine differ."""
    program = _nginx()
    folder.mkdir()
    port, plain_port = _free_ports()
    certificate = _certificate(folder)
    _write(folder, server.port, port, plain_port, certificate)
    process = subprocess.Popen(  # noqa: S603 the shipped configuration
        [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    )
    try:
        wait_until(lambda: _listens(port), "nginx listens")
        yield Proxy(port, plain_port, certificate)
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _nginx() -> str:
    """Return the program; without it the test is skipped, but fails under CI."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or shutil.which("openssl") is None:
        reason = "nginx in front was not tested: apt-get install nginx-light openssl"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return program


def _write(folder: Path, upstream: int, port: int, plain_port: int, certificate: Path) -> None:
    text = SHIPPED.read_text()
    for shipped, here in (
        ("server 127.0.0.1:8080;", f"server 127.0.0.1:{upstream};"),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("listen [::]:80;", ""),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("listen [::]:443 ssl;", ""),
        ("/etc/ssl/stat.example.com/fullchain.pem", str(certificate)),
        ("/etc/ssl/stat.example.com/privkey.pem", str(certificate.with_suffix(".key"))),
    ):
        assert text.count(shipped) == 1, shipped
        text = text.replace(shipped, here)
    (folder / "shopstat.conf").write_text(re.sub(r"stat\.example\.com", "localhost", text))
    user = "user root;" if os.geteuid() == 0 else ""  # another could not enter the test's folder
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user))


def _certificate(folder: Path) -> Path:
    certificate = folder / "own.crt"
    key = certificate.with_suffix(".key")
    subprocess.run(  # noqa: S603 its arguments are these
        [*shlex.split(_NEW_CERTIFICATE), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    return certificate


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind((CLIENT, 0))
        other.bind((CLIENT, 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex((CLIENT, port)) == 0
