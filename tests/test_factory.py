"""The server as it is assembled: nothing is connected, every door is there."""

from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from app.factory import MAX_BODY_BYTES, create_app
from config.settings import load_settings

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
database = "postgresql://nobody@127.0.0.1:1/none"

[client_id]
format = "999-999"
masks = ["plain"]

[[source]]
name = "calls"
channel = "call"
table = "calls"
time = { column = "called_at", kind = "utc" }
client_id = "client_id"
"""


def a_server(instance: Path, options: str = "") -> Flask:
    """A server with one shop, whose database cannot be reached."""
    (instance / "shops").mkdir()
    (instance / "shops" / "north.toml").write_text(SHOP)
    (instance / "shopstat.toml").write_text(options)
    return create_app(load_settings(instance))


def peer_of(server: Flask, **headers: str) -> str | None:
    """The address that the server takes a request to come from."""
    server.add_url_rule("/peer", view_func=lambda: request.remote_addr or "")
    return server.test_client().get("/peer", headers=headers).text


def test_nothing_is_connected_and_no_ledger_is_read(tmp_path: Path) -> None:
    assert a_server(tmp_path).test_client().get("/healthz").status_code == 200


def test_the_doors_are_these(tmp_path: Path) -> None:
    rules = {rule.rule for rule in a_server(tmp_path).url_map.iter_rules()}
    assert rules >= {"/stat", "/healthz", "/readyz", "/problems/<name>"}
    assert not any(rule.startswith("/static") for rule in rules)


def test_it_is_not_ready_while_ledger_and_shop_do_not_answer(tmp_path: Path) -> None:
    assert a_server(tmp_path).test_client().get("/readyz").status_code == 503


def test_a_body_has_a_limit(tmp_path: Path) -> None:
    server = a_server(tmp_path)
    server.add_url_rule("/send", view_func=lambda: request.get_data(), methods=["POST"])
    client: FlaskClient = server.test_client()
    assert client.post("/send", data=b"x" * MAX_BODY_BYTES).status_code == 200
    response = client.post("/send", data=b"x" * (MAX_BODY_BYTES + 1))
    assert (response.status_code, response.mimetype) == (413, "application/problem+json")


@pytest.mark.parametrize(("trusted", "peer"), [(0, "127.0.0.1"), (1, "2.2.2.2"), (2, "1.1.1.1")])
def test_a_forwarded_address_counts_as_far_as_proxies_are_trusted(
    tmp_path: Path, trusted: int, peer: str
) -> None:
    server = a_server(tmp_path, f"server.trusted_proxies = {trusted}\n")
    assert peer_of(server, **{"X-Forwarded-For": "1.1.1.1, 2.2.2.2"}) == peer
