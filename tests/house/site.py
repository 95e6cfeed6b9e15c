"""An installation in which the documented lines are run one after the other."""

import base64
import os
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

ANSWERS = {
    "shopstat init": [
        *("main", "sqlite:///demo-shop.db", "Europe/Moscow", "RUB"),
        *("calls", "call", "called_at", "utc", "client_id", "amount", "cost", "y"),
    ]
}
_SHOPSTAT = str(Path(sys.executable).with_name("shopstat"))
_SECONDS = 30


class Site:
    """An instance with the demo shop; ``close`` ends its server."""

    def __init__(self, folder: Path) -> None:
        self.environ = {**os.environ, "SHOPSTAT_INSTANCE": str(folder / "instance")}
        self._folder = folder
        self._port = 0
        self._server: subprocess.Popen[bytes] | None = None

    def type(self, line: str) -> str:
        """Do what the line does in a shell, on a free port; return what it prints."""
        match shlex.split(line, comments=True):
            case ["make", "run"]:
                return self._shopstat("demo", "--if-needed") + self._serve()
            case ["curl", "-u", login, url]:
                return self._ask(login, url)
            case ["shopstat", "serve", *_]:
                self.close()
                return self._serve()
            case ["shopstat", *arguments]:
                return self._shopstat(*arguments, typed="\n".join([*ANSWERS.get(line, []), ""]))
        raise AssertionError(f"{line!r} is not run: mark its block console")

    def close(self) -> None:
        """End the server, if there is one."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(_SECONDS)
            self._server = None

    def _shopstat(self, *arguments: str, typed: str = "") -> str:
        done = subprocess.run(  # noqa: S603 the documented command
            [_SHOPSTAT, *arguments],
            input=typed.encode(),
            capture_output=True,
            cwd=self._folder,
            env=self.environ,
            timeout=_SECONDS,
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr.decode()}"
        return done.stdout.decode()

    def _serve(self) -> str:
        self._port = _free_port()
        printed = self._folder / "printed"
        with printed.open("wb") as output:
            self._server = subprocess.Popen(  # noqa: S603 the documented command
                [_SHOPSTAT, "serve", "--port", str(self._port)],
                cwd=self._folder,
                env=self.environ,
                stdout=output,
                stderr=output,
            )
        self._wait_for_it(printed)
        return printed.read_text(encoding="utf-8").replace(f":{self._port}", ":8080")

    def _wait_for_it(self, printed: Path) -> None:
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until and self._server and self._server.poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{self._port}/healthz"):
                    return
            except URLError:
                time.sleep(0.05)
        raise AssertionError(printed.read_text(encoding="utf-8"))

    def _ask(self, login: str, url: str) -> str:
        if self._server is None:
            self.type("make run")
        asked = urlsplit(url)
        assert (asked.scheme, asked.netloc) == ("http", "127.0.0.1:8080")
        own = asked._replace(netloc=f"127.0.0.1:{self._port}").geturl()
        credentials = base64.b64encode(login.encode()).decode()
        request = Request(own, headers={"Authorization": f"Basic {credentials}"})  # noqa: S310
        with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 our server
            answer: bytes = response.read()
        return answer.decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
