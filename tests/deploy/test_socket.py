"""gunicorn as it is configured: what hostile bytes get from it, and what it logs."""

import http.client
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.factory import MAX_BODY_BYTES
from tests.deploy.conditions import wait_until
from tests.deploy.shop import DAY, SHOP, deployed
from tests.drills.served import Served, basic

LINE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z [A-Z]+ \S.*")
STAT = f"GET /stat?date={DAY} HTTP/1.1\r\n"
HOST = "Host: localhost\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all of these tests; nothing here changes it."""
    with deployed(tmp_path_factory.mktemp("served")) as server:
        yield server


def status(server: Served, request: str) -> int:
    """Send the text as it is, ended by an empty line; return the status that comes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(f"{request}\r\n".encode())
        return read_status(link)


def read_status(link: socket.socket) -> int:
    answer = http.client.HTTPResponse(link)
    answer.begin()
    answer.close()
    return answer.status


def authorized() -> str:
    return f"Authorization: {basic(SHOP)['Authorization']}\r\n"


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "REMOTE_USER"])
def test_no_header_sets_the_path_or_the_user(name: str, server: Served) -> None:
    assert status(server, f"{STAT}{HOST}{name}: /evil\r\n{authorized()}") == 200
    assert status(server, f"{STAT}{HOST}{name}: {SHOP}\r\n") == 401


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (f"GET /{'x' * 4094} HTTP/1.1\r\n{HOST}", 414),
        (f"{STAT}{HOST}X: {'x' * 8190}\r\n", 431),
        (STAT + HOST + "X: x\r\n" * 99, 431),
        (f"{STAT}{HOST}Host: other\r\n", 400),
        (f"{STAT}{HOST}Content-Length: 1\r\nContent-Length: 2\r\n", 400),
        (f"{STAT}{HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400),
        ("GET /\x1b[31m HTTP/9.9\r\n", 400),
    ],
)
def test_what_is_too_much_or_ambiguous_is_refused(
    request_text: str, expected: int, server: Served
) -> None:
    assert status(server, request_text) == expected


def test_a_body_of_no_announced_length_is_refused_where_it_becomes_too_long(
    server: Served,
) -> None:
    """It has no end yet when it is answered."""
    piece = b"%x\r\n%s\r\n" % (1 << 16, b"x" * (1 << 16))
    kind = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(f"POST /desk/login HTTP/1.1\r\n{HOST}{kind}\r\n".encode())
        for _ in range((MAX_BODY_BYTES >> 16) + 1):
            link.sendall(piece)
        assert read_status(link) == 413


def test_who_sends_a_body_nobody_needs_gets_the_answer_to_it(server: Served) -> None:
    """nginx sends on, finds the connection closed, and says that Shopstat is down."""
    half = b"x" * (MAX_BODY_BYTES // 2)
    head = f"POST /stat HTTP/1.1\r\n{HOST}Content-Length: {MAX_BODY_BYTES}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(head.encode() + half)
        time.sleep(0.3)  # whoever answers at once has closed by now
        link.sendall(half)
        assert read_status(link) == 405


def test_who_never_ends_a_body_nobody_needs_is_answered_and_not_read_on(server: Served) -> None:
    """What follows belongs to the body: taken for a request it would be one that nobody made."""
    head = f"{STAT}Host: localhost\r\nContent-Length: {MAX_BODY_BYTES}\r\n{authorized()}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(head.encode() + b"x" * 2_000)
        answer = http.client.HTTPResponse(link)
        answer.begin()
        body = answer.read()
        with suppress(OSError):
            link.sendall(f"GET /healthz HTTP/1.1\r\n{HOST}\r\n".encode())
            assert link.recv(1) == b""
    assert (answer.status, len(body)) == (200, 268_010)


def test_a_large_body_of_a_request_that_nobody_can_read_changes_no_answer(server: Served) -> None:
    large = f"GET /stat?date=\xff HTTP/1.1\r\n{HOST}Content-Length: {2 * MAX_BODY_BYTES}\r\n"
    assert status(server, large) == 400


def test_each_request_is_one_line_whatever_it_says(server: Served) -> None:
    said_before = server.said()
    status(server, f"GET /%0a2026-01-01T00:00:00.000Z%20INFO%20forged%1b HTTP/1.1\r\n{HOST}")
    status(server, "GET /\x1b[31m HTTP/9.9\r\n")
    status(server, f"GET /agent HTTP/1.1\r\n{HOST}User-Agent: one\u2028two\r\n")
    wait_until(lambda: "path=/agent" in server.said(), "the requests are logged")

    lines = server.said().removeprefix(said_before).split("\n")[:-1]

    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [line for line in lines if line.startswith("2026-01-01")] == []


def test_a_line_tells_who_asked_what_and_no_secret(server: Served) -> None:
    status(server, f"{STAT}{HOST}{authorized()}")
    wait_until(lambda: "rows=" in server.said(), "the answer is logged")

    (line, *_) = (line for line in server.said().splitlines() if "rows=" in line)

    assert re.sub(r"=[0-9a-f]{32}|milliseconds=\d+", "=…", line.split(" ", 1)[1]) == (
        f"INFO request=… method=GET path=/stat status=200 account={SHOP} shop={SHOP} day={DAY} "
        "rows=4000 bytes=268010 =… peer=127.0.0.1"
    )
    assert basic(SHOP)["Authorization"] not in server.said()


def test_what_the_server_writes_is_its_users_alone(server: Served) -> None:
    for pid in server.workers():
        assert "Umask:\t0077\n" in Path(f"/proc/{pid}/status").read_text()
