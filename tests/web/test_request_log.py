"""One log line per request, whatever the request holds, and nothing secret in it."""

import logging

import pytest
from flask.testing import FlaskClient

from app.web.request_log import log_line
from tests.databases.installation import PASSWORD
from tests.web.served import NORTH

STAT = "/stat?date=2026-11-21"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "shopstat.request")
    return caplog


def test_a_request_is_one_line(shared: FlaskClient, lines: pytest.LogCaptureFixture) -> None:
    response = shared.get(STAT, auth=NORTH, headers={"User-Agent": "Alytics"})
    [line] = lines.messages
    pairs = dict(pair.split("=", 1) for pair in line.split(" "))
    assert int(pairs.pop("milliseconds")) >= 0
    assert pairs == {
        "request": response.headers["X-Request-Id"],
        "method": "GET",
        "path": "/stat",
        "status": "200",
        "account": "north",
        "shop": "north",
        "day": "2026-11-21",
        "rows": "1",
        "bytes": str(response.content_length),
        "peer": "127.0.0.1",
        "agent": "Alytics",
    }


def test_secrets_and_query_strings_are_not_in_it(
    shared: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    shared.get(STAT + "&token=s3cret", auth=NORTH, headers={"Cookie": "c00kie"})
    shared.get(STAT, auth=("north", "wr0ng"))
    text = "\n".join(lines.messages)
    for secret in (PASSWORD, "wr0ng", "s3cret", "c00kie", "date=", "587-963"):
        assert secret not in text


def test_a_failed_login_is_a_line_without_an_account(
    shared: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    shared.get(STAT, auth=("north", "wrong"))
    [line] = lines.messages
    assert "status=401" in line
    assert "north" not in line


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\x1b[2J", "\u2028", "\x85", '" fake="', "\\"])
def test_no_sign_of_path_or_agent_starts_a_line(
    shared: FlaskClient, lines: pytest.LogCaptureFixture, sign: str
) -> None:
    environ = {
        "PATH_INFO": f"/x{sign}status=200".encode().decode("latin-1"),
        "HTTP_USER_AGENT": f"x{sign}fake".encode().decode("latin-1"),
    }
    shared.get(environ_overrides=environ)
    [line] = lines.messages
    assert line.isascii()
    assert line.isprintable()
    assert line.count(" status=") == 1
    assert " fake=" not in line.replace('\\" fake=', "")


def test_long_values_are_cut(shared: FlaskClient, lines: pytest.LogCaptureFixture) -> None:
    shared.get("/" + "x" * 5000, headers={"User-Agent": "y" * 5000})
    [line] = lines.messages
    assert len(line) < 800


def test_values_are_quoted_where_they_must_be() -> None:
    line = log_line(a="plain", b="two words", c=None, d=0, e="", f='q"=\\', g="дом")
    assert line == ('a=plain b="two words" d=0 e="" f="q\\"=\\\\" g="\\u0434\\u043e\\u043c"')
