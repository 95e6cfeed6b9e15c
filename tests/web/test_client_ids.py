"""/client-ids: a page of a shop's site gets an ID for its visitor, and nobody else does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database.writing import open_writing, reading
from app.ledger.client_id_tables import client_ids
from tests.databases.installation import installed, running

NORTH, SOUTH = "https://north.example", "http://localhost:8000"
SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
[client_id]
format = "{format}"
[site]
origins = ["{origin}", "https://www.{name}.example"]
"""


@contextmanager
def a_server(folder: Path, format: str = "999-999", options: str = "") -> Iterator[FlaskClient]:
    shops = {
        name: SHOP.format(name=name, origin=origin, format=format)
        for name, origin in (("north", NORTH), ("south", SOUTH))
    }
    with installed(folder, shops, options) as shopstat:
        yield shopstat._client


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FlaskClient]:
    with a_server(tmp_path) as client:
        yield client


def ask(server: FlaskClient, origin: str = NORTH, **sent: Any) -> TestResponse:
    return server.post("/client-ids", headers={"Origin": origin}, **sent)


def stored(folder: Path) -> list[tuple[str, str, str | None]]:
    ledger = open_writing(f"sqlite:///{folder / 'shopstat.db'}")
    with reading(ledger) as connection:
        columns = (client_ids.c.shop, client_ids.c.client_id, client_ids.c.landing)
        rows = [(*row,) for row in connection.execute(select(*columns))]
    ledger.dispose()
    return rows


def detail(response: TestResponse) -> str:
    assert response.mimetype == "application/problem+json"
    return str(response.json["detail"] if response.json else "")


def test_the_page_decides_whose_id_it_gets(server: FlaskClient, tmp_path: Path) -> None:
    north = ask(server, NORTH, json={"landing": f"{NORTH}/sofa?utm_source=ya&mail=a@b"})
    south = ask(server, SOUTH)
    assert [response.status_code for response in (north, south)] == [201, 201]
    assert north.json and south.json
    assert sorted(stored(tmp_path)) == [
        ("north", north.json["client_id"], f"{NORTH}/sofa?utm_source=ya"),
        ("south", south.json["client_id"], None),
    ]


def test_the_answer_is_for_this_page_and_for_nobody_to_keep(server: FlaskClient) -> None:
    response = ask(server)
    assert response.json == {"client_id": response.json["client_id"], "max_age": 365 * 86_400}  # type: ignore[index] # it is there
    told = ["Access-Control-Allow-Origin", "Vary", "Cache-Control", "Cross-Origin-Resource-Policy"]
    assert [response.headers[name] for name in told] == [
        NORTH,
        "Origin",
        "no-store",
        "cross-origin",
    ]
    assert "Set-Cookie" not in response.headers
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://other.example",
        "http://north.example",
        "https://NORTH.example",
        "https://north.example:443",
        "https://north.example/",
        "https://north.example.evil.example",
        "null",
        "*",
        f"{NORTH}, {NORTH}",
        "",
    ],
)
def test_another_page_gets_none(origin: str, server: FlaskClient, tmp_path: Path) -> None:
    response = ask(server, origin)
    assert response.status_code == 403
    assert detail(response).startswith(f"no shop here has the site {origin!r}")
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Vary"] == "Origin"
    assert stored(tmp_path) == []


def test_a_request_that_comes_from_no_page_gets_none(server: FlaskClient) -> None:
    response = server.post("/client-ids")
    assert (response.status_code, detail(response)[:30]) == (403, "the header Origin is missing: ")


def test_a_browser_that_asks_first_may_go_on(server: FlaskClient) -> None:
    response = server.options("/client-ids", headers={"Origin": SOUTH})
    assert (response.status_code, "Content-Type" in response.headers) == (204, False)
    told = ["Origin", "Methods", "Headers"]
    assert [response.headers[f"Access-Control-Allow-{name}"] for name in told] == [
        *(SOUTH, "POST", "Content-Type")
    ]
    other = server.options("/client-ids", headers={"Origin": "https://other.example"})
    assert other.status_code == 403
    assert "Access-Control-Allow-Methods" not in other.headers


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"data": "{", "content_type": "application/json"}, 400, "the body is no JSON"),
        ({"data": b'"\xff"', "content_type": "application/json"}, 400, "the body is no JSON"),
        ({"data": "[" * 9000, "content_type": "application/json"}, 400, "the body is no JSON"),
        ({"data": "landing=x"}, 415, "send the first page as application/json"),
        ({"json": []}, 422, "write an object"),
        ({"json": {"landing": 1, "name": "Ivan"}}, 422, "landing: write an address of at most"),
        ({"json": {"\ud800": 1}}, 422, "'\\ud800': unknown; only landing and referrer are read"),
        ({"json": {"x" * 5000: 1}}, 422, "'" + "x" * 38 + "…: unknown"),
        ({"json": {"referrer": "x" * 2049}}, 422, "referrer: write an address of at most"),
        ({"json": {"landing": "x" * 20_000}}, 413, ""),
    ],
)
def test_a_wrong_body_costs_no_id(
    sent: dict[str, Any], status: int, told: str, server: FlaskClient, tmp_path: Path
) -> None:
    response = ask(server, **sent)
    assert (response.status_code, detail(response)[: len(told)]) == (status, told)
    assert response.headers["Access-Control-Allow-Origin"] == NORTH
    assert stored(tmp_path) == []


@pytest.mark.parametrize("page", ["\ud800", "\0", "https://\ud800/\0", "' OR 1=1 --", "😀" * 500])
def test_any_text_as_a_page_gets_an_id(page: str, server: FlaskClient) -> None:
    assert ask(server, json={"landing": page, "referrer": page}).status_code == 201


def test_one_address_gets_only_so_many_in_a_minute(tmp_path: Path) -> None:
    with a_server(tmp_path, options="server.workers = 2\nsite.new_ids_per_minute = 4") as server:
        answers = [ask(server) for _ in range(3)]
        elsewhere = ask(server, environ_overrides={"REMOTE_ADDR": "198.51.100.7"})
        other_shop = ask(server, SOUTH)
    assert [response.status_code for response in answers] == [201, 201, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert (elsewhere.status_code, other_shop.status_code) == (201, 201)


def test_the_addresses_of_one_ipv6_network_count_together(tmp_path: Path) -> None:
    with a_server(tmp_path, options="server.workers = 1\nsite.new_ids_per_minute = 1") as server:
        answers = [
            ask(server, environ_overrides={"REMOTE_ADDR": f"2001:db8::{n}"}).status_code
            for n in (1, 2)
        ]
    assert answers == [201, 429]


def test_a_shop_without_a_free_id_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        a_server(tmp_path, "9", "site.new_ids_per_minute = 100") as server,
        caplog.at_level(logging.INFO, "shopstat.request"),
    ):
        answers = [ask(server) for _ in range(11)]
    last = answers[-1]
    assert [each.status_code for each in answers] == [201] * 10 + [503]
    assert last.json and last.json["type"] == "/problems/client-ids-used-up"
    assert last.headers["Retry-After"] == "3600"
    line = caplog.messages[-1]
    assert "shop=north" in line
    assert "every client ID of the shop's format belongs to a visitor" in line


def test_a_shop_that_had_enough_for_a_day_says_so(tmp_path: Path) -> None:
    with a_server(tmp_path, "999-999") as server:
        assert ask(server).status_code == 201
    file = tmp_path / "shops" / "north.toml"
    file.write_text(f"{file.read_text()}new_ids_per_day = 1\n")
    with running(tmp_path) as shopstat:
        response = ask(shopstat._client)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "3600")


def test_no_log_line_has_an_id_in_it(server: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = ask(server, json={"landing": f"{NORTH}/secret?utm_source=ya"})
    assert response.json
    assert "secret" not in caplog.text
    assert response.json["client_id"] not in caplog.text


def test_without_a_ledger_there_is_no_id(server: FlaskClient, tmp_path: Path) -> None:
    for file in tmp_path.glob("shopstat.db*"):
        file.unlink()
    (tmp_path / "shopstat.db").write_text("no database, but text that is long enough" * 10)
    response = ask(server)
    assert response.status_code == 503
    assert response.headers["Access-Control-Allow-Origin"] == NORTH


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_other_methods_are_told_which_there_are(method: str, server: FlaskClient) -> None:
    response = server.open("/client-ids", method=method)
    assert (response.status_code, response.headers["Allow"]) == (405, "OPTIONS, POST")
