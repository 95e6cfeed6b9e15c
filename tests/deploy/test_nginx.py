"""The shipped nginx file, really in front of Shopstat."""

import gzip
import http.client
import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from app.factory import MAX_BODY_BYTES
from app.web.desk.imports import MAX_FILE_BYTES
from app.web.problem_types import PROBLEM_TYPES
from tests.deploy.proxy import SHIPPED, Proxy, behind_nginx
from tests.deploy.shop import DAY, SHOP, answer, ask, deployed
from tests.deploy.slow_clients import SlowClients
from tests.drills.served import Reply, Served, basic

STAT = f"/stat?date={DAY}"
LOGIN = basic(SHOP)
FIELD = 8188  # gunicorn counts the end of the line
LINE = 4094


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all of these tests; nothing here changes it."""
    with deployed(tmp_path_factory.mktemp("served"), proxies=1) as server:
        yield server


@pytest.fixture
def proxy(server: Served, tmp_path: Path) -> Iterator[Proxy]:
    with behind_nginx(server, tmp_path / "nginx") as proxy:
        yield proxy


def test_the_bytes_are_the_same(server: Served, proxy: Proxy) -> None:
    direct, through = ask(server), proxy.ask(STAT, LOGIN)

    assert through.body == direct.body == answer(amount=1)
    for name in ("content-type", "content-length", "etag", "stat-day", "cache-control"):
        assert through.headers[name] == direct.headers[name]


def test_a_compressed_answer_is_the_same_and_is_known_again(proxy: Proxy) -> None:
    accepts = {**LOGIN, "Accept-Encoding": "gzip"}
    packed = proxy.ask(STAT, accepts)

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == answer(amount=1)
    again = proxy.ask(STAT, {**accepts, "If-None-Match": packed.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_errors_come_as_shopstat_wrote_them(proxy: Proxy) -> None:
    refused = proxy.ask(STAT, {})

    assert refused.status == 401
    assert refused.headers["www-authenticate"] == 'Basic realm="shopstat", charset="UTF-8"'
    assert json.loads(refused.body)["type"] == "/problems/unauthorized"


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/metrics?a"])
def test_the_metrics_stay_inside(path: str, proxy: Proxy) -> None:
    hidden = proxy.ask(path, LOGIN)

    assert hidden.status == 404
    assert "x-request-id" not in hidden.headers


def test_an_invented_address_is_replaced(server: Served, proxy: Proxy) -> None:
    proxy.ask("/invented", {"X-Forwarded-For": "203.0.113.9"}, source="127.0.0.77")

    (line,) = (line for line in server.said().splitlines() if "path=/invented" in line)
    assert "peer=127.0.0.77" in line


def test_without_encryption_nothing_is_answered(proxy: Proxy) -> None:
    link = http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=5)
    link.request("GET", STAT, headers=LOGIN)

    refused = link.getresponse()

    assert (refused.status, refused.read()) == (403, b"Ask with https.\n")
    link.close()


def test_what_nginx_says_itself_is_explained_by_our_pages() -> None:
    named = re.findall(r'"type": "([^"]+)"', SHIPPED.read_text())

    assert named == ["/problems/not-ready", "/problems/too-many-requests"]
    assert {name.removeprefix("/problems/") for name in named} <= PROBLEM_TYPES.keys()


def test_the_limit_of_a_body_is_the_servers() -> None:
    megabytes = re.findall(r"client_max_body_size +(\d+)m;", SHIPPED.read_text())

    assert [int(each) << 20 for each in megabytes] == [MAX_BODY_BYTES, MAX_FILE_BYTES]


def test_a_body_at_the_limit_passes_and_one_above_does_not(proxy: Proxy) -> None:
    def sent(length: int) -> Reply:
        return proxy.ask("/stat", LOGIN, method="POST", body=b"x" * length)

    assert "x-request-id" in sent(MAX_BODY_BYTES).headers
    above = sent(MAX_BODY_BYTES + 1)
    assert (above.status, "x-request-id" in above.headers) == (413, False)


def test_a_header_field_at_the_limit_passes_and_one_above_does_not(proxy: Proxy) -> None:
    def sent(length: int) -> Reply:
        return proxy.ask(STAT, {**LOGIN, "X-Long": "x" * (length - len("X-Long: "))})

    assert sent(FIELD).status == 200
    assert sent(FIELD + 1).status == 431


def test_a_request_line_at_the_limit_passes_and_one_above_does_not(proxy: Proxy) -> None:
    def sent(length: int) -> Reply:
        return proxy.ask(f"{STAT}&x=".ljust(length - len("GET  HTTP/1.1"), "x"), LOGIN)

    assert sent(LINE).status == 200
    assert sent(LINE + 1).status == 414


def test_two_hundred_slow_clients_leave_an_honest_one_untouched(proxy: Proxy) -> None:
    quiet = timings(proxy)
    with SlowClients(proxy, 200):
        besieged = timings(proxy)

    assert max(besieged) < 1
    assert median(besieged) < 2 * median(quiet) + 0.02


def test_whoever_holds_too_many_connections_is_told_when_to_come_again(proxy: Proxy) -> None:
    with SlowClients(proxy, 70, ["127.0.0.2"]):
        refused = proxy.ask("/healthz", {}, source="127.0.0.2")
        assert proxy.ask("/healthz", {}).status == 200

    assert (refused.status, refused.headers["retry-after"]) == (429, "10")
    assert json.loads(refused.body)["status"] == 429


def test_without_shopstat_the_answer_is_to_come_again(tmp_path: Path) -> None:
    with deployed(tmp_path) as server, behind_nginx(server, tmp_path / "nginx") as proxy:
        server.signal(signal.SIGTERM)
        assert server.ended() == 0

        down = proxy.ask(STAT, LOGIN)

    assert (down.status, down.headers["retry-after"]) == (503, "60")
    assert down.headers["content-type"] == "application/problem+json"
    assert down.headers["cache-control"] == "no-store"
    assert json.loads(down.body)["status"] == 503


def timings(proxy: Proxy) -> list[float]:
    return [_timed(proxy) for _ in range(30)]


def _timed(proxy: Proxy) -> float:
    began = time.monotonic()
    assert proxy.ask(STAT, LOGIN).status == 200
    return time.monotonic() - began
