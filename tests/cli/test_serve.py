"""Serving: what is checked and said before gunicorn takes over, and that it then answers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import time_machine
from click.testing import CliRunner, Result

from app.cli import serve as serving
from app.cli.main import main
from app.statistics.statistics import Statistics

EVERYWHERE = "0.0.0.0"  # noqa: S104 nothing listens there
DEMO_IS_OPEN = (
    "The account demo has the password demo, so this machine alone is served. To change it "
    "run: shopstat account password demo --overlap-hours 0"
)


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were to take over; whoever else listens here does not matter."""
    commands: list[list[str]] = []
    monkeypatch.setattr(serving, "_require_free", lambda host, port: None)
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append(command))
    return commands


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def bound(started: list[list[str]]) -> str:
    (command,) = started
    return command[command.index("--bind") + 1]


def a_shop() -> None:
    run("init", "--time-zone", "UTC", "--currency", "USD", "--yes")


def a_changed_demo() -> None:
    run("demo")
    run("account", "password", "demo", "--overlap-hours", "0")


def test_a_shop_is_served_where_the_settings_say(started: list[list[str]], instance: Path) -> None:
    a_shop()
    (instance / "shopstat.toml").write_text('[server]\nbind = "0.0.0.0"\nport = 8000\n')

    served = run("serve")

    assert bound(started) == "0.0.0.0:8000"
    assert served.stdout.splitlines() == [
        f"Serving main of {instance} on http://0.0.0.0:8000",
        "main: its sales are in the ledger",
    ]


def test_flags_go_before_the_settings(started: list[list[str]]) -> None:
    a_shop()
    run("serve", "--bind", "::1", "--port", "9000")

    assert bound(started) == "[::1]:9000"


@time_machine.travel("2026-11-21 21:30:00Z", tick=False)
def test_the_demo_is_served_with_the_line_to_try(started: list[list[str]], instance: Path) -> None:
    run("demo")

    served = run("serve")

    assert bound(started) == "127.0.0.1:8080"
    assert served.stdout.splitlines() == [
        f"Serving demo of {instance} on http://127.0.0.1:8080",
        "demo: its sources answer",
        DEMO_IS_OPEN,
        "Try: curl -u demo:demo 'http://127.0.0.1:8080/stat?date=2026-11-21'",
    ]


@pytest.mark.parametrize("wanted", [EVERYWHERE, "::", "192.0.2.1", "shop.example"])
def test_while_everybody_knows_the_password_this_machine_alone_is_served(
    wanted: str, started: list[list[str]]
) -> None:
    run("demo")

    served = run("serve", "--bind", wanted)

    assert bound(started) == "127.0.0.1:8080"
    assert served.stderr.startswith(f"Not listening on {wanted}: everybody knows the password")


@pytest.mark.parametrize("wanted", ["127.0.0.2", "::1", "localhost"])
def test_every_loopback_address_is_this_machine(wanted: str, started: list[list[str]]) -> None:
    run("demo")

    assert run("serve", "--bind", wanted).stderr == ""
    assert wanted in bound(started)


def test_with_another_password_the_demo_may_be_served_anywhere(started: list[list[str]]) -> None:
    a_changed_demo()

    served = run("serve", "--bind", EVERYWHERE)

    assert bound(started) == "0.0.0.0:8080"
    assert DEMO_IS_OPEN not in served.output


def test_without_the_demo_shop_there_is_no_line_to_try(
    started: list[list[str]], instance: Path
) -> None:
    run("demo")
    a_shop()
    (instance / "shops" / "demo.toml").unlink()

    assert run("serve").stdout.splitlines()[2:] == [DEMO_IS_OPEN]


def test_a_database_that_is_down_is_told_and_does_not_stop_the_start(
    started: list[list[str]], instance: Path
) -> None:
    a_shop()
    run("demo")
    (instance / "demo-shop.db").unlink()

    served = run("serve")

    assert len(started) == 1
    assert served.stdout.splitlines()[1:3] == [
        "demo: source-unreachable: unable to open database file; "
        "cure: start the database, or correct database in the shop's file",
        "main: its sales are in the ledger",
    ]


def test_a_database_that_is_silent_is_not_waited_for(
    started: list[list[str]], instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("demo")
    (instance / "shopstat.toml").write_text("[sources]\nconnect_timeout_seconds = 1\n")
    told = Event()
    monkeypatch.setattr(Statistics, "probe", lambda *_: told.wait())

    served = run("serve")
    told.set()

    assert len(started) == 1
    assert served.stdout.splitlines()[1] == (
        "demo: no answer from its sources for 2 seconds; see: shopstat check"
    )


def test_without_a_shop_nothing_is_served(started: list[list[str]]) -> None:
    failed = run("serve")

    assert (failed.exit_code, started) == (1, [])
    assert failed.stderr == ("Error: there is no shop yet: run shopstat init, or shopstat demo\n")


def test_a_wrong_configuration_is_not_served(started: list[list[str]], instance: Path) -> None:
    run("demo")
    (instance / "shops" / "second.toml").write_text("")

    failed = run("serve")

    assert (failed.exit_code, started) == (1, [])
    assert len(failed.stderr.splitlines()) == 2


def test_an_outdated_ledger_is_not_served(started: list[list[str]], instance: Path) -> None:
    run("demo")
    (instance / "shopstat.db").unlink()

    failed = run("serve")

    assert (failed.exit_code, started) == (1, [])
    assert "run shopstat upgrade" in failed.stderr


@pytest.fixture
def address() -> Iterator[str]:
    """A demo shop that is really served."""
    run("demo")
    port = _free_port()
    server = subprocess.Popen(  # noqa: S603 our own command
        [
            sys.executable,
            "-c",
            "from app.cli.main import main; main()",
            "serve",
            "--port",
            str(port),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _status(url: str, patience_seconds: float = 20) -> int:
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310 the server of this test
                return int(answer.status)
        except URLError:
            if time.monotonic() > deadline:
                raise


def test_gunicorn_answers_and_ends_when_it_is_told(address: str) -> None:
    assert _status(f"{address}/healthz") == 200


def test_a_port_that_is_taken_is_told_before_anything_is_announced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append(command))
    run("demo")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert (result.exit_code, result.stdout, commands) == (1, "", [])
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in result.stderr
