"""A protected blueprint: who gets to its views, and what everyone else is told."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Blueprint, Flask, g
from flask.testing import FlaskClient
from sqlalchemy import Engine

from app.accounts import login as login_module
from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.login import Login
from app.accounts.passwords import hash_password, verify
from app.database.writing import LedgerUnavailable, open_writing, writing
from app.ledger.schema import upgrade
from app.web.auth import protect

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PULL = frozenset({Role.PULL})
HASH = hash_password("demo")
ACCOUNTS = [
    Account("demo", "north", PULL),
    Account("sender", "north", frozenset({Role.SEND})),
    Account("off", "north", PULL, disabled=True),
    Account("оператор", "south", frozenset({Role.PULL, Role.OPERATE})),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Engine]:
    """A ledger where every account has the password ``demo``."""
    engine = open_writing(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(engine)
    with writing(engine) as connection:
        for account in ACCOUNTS:
            store.add(connection, account, HASH, NOON)
    yield engine
    engine.dispose()


@pytest.fixture
def reached() -> list[str]:
    """The accounts that got to a view."""
    return []


@pytest.fixture
def client(ledger: Engine, reached: list[str]) -> FlaskClient:
    return a_server(Login(ledger, now=lambda: NOON), reached).test_client()


def a_server(login: Login, reached: list[str]) -> Flask:
    """Two views behind the role ``pull``, one with its own OPTIONS, and one open to all."""
    server = Flask(__name__)
    protected = Blueprint("protected", __name__)
    protect(protected, login, Role.PULL)

    @protected.get("/stat")
    def stat() -> str:
        reached.append(g.account.name)
        return str(g.account.shop)

    @protected.route("/any", methods=["GET", "POST", "OPTIONS"])
    def any_method() -> str:
        reached.append(g.account.name)
        return "any"

    server.register_blueprint(protected)
    server.add_url_rule("/open", view_func=lambda: "open")
    return server


def basic(credentials: str | bytes) -> dict[str, str]:
    written = credentials.encode() if isinstance(credentials, str) else credentials
    return {"Authorization": "Basic " + b64encode(written).decode()}


def test_the_right_credentials_reach_the_view_with_their_account(
    client: FlaskClient, reached: list[str]
) -> None:
    answer = client.get("/stat", headers=basic("demo:demo"))
    assert (answer.status_code, answer.text, reached) == (200, "north", ["demo"])


def test_a_cyrillic_login_in_utf8_reaches_the_view(client: FlaskClient) -> None:
    answer = client.get("/stat", headers=basic("оператор:demo"))
    assert (answer.status_code, answer.text) == (200, "south")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer ZGVtbzpkZW1v"},
        {"Authorization": "Foo ZGVtbzpkZW1v"},
        {"Authorization": "Basic ZGVt*bzpkZW1v"},
        {"Authorization": "Basic ZGVtbzpkZW1v, Basic YmFkOmJhZA=="},
        basic(":"),
        basic("demo"),
        basic(":demo"),
        basic("demo:demo\x00"),
        basic("оператор:demo".encode("cp1251")),
        basic("demo:wrong"),
        basic("demo:пароль"),
        basic("nobody:demo"),
        basic("Demo:demo"),
        basic("off:demo"),
        basic("off:wrong"),
    ],
)
def test_every_other_request_gets_one_and_the_same_401(
    client: FlaskClient, reached: list[str], headers: dict[str, str]
) -> None:
    expected = client.get("/stat")
    answer = client.get("/stat", headers=headers)
    assert (answer.status_code, answer.text) == (401, expected.text)
    assert dict(answer.headers) == dict(expected.headers)
    assert reached == []


def test_two_headers_are_nobody(client: FlaskClient, reached: list[str]) -> None:
    twice = [("Authorization", basic("demo:demo")["Authorization"])] * 2
    assert client.get("/stat", headers=twice).status_code == 401
    assert reached == []


def test_what_is_malformed_costs_no_hashing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def counting(stored_hash: str, password: str) -> bool:
        hashed.append(stored_hash)
        return verify(stored_hash, password)

    monkeypatch.setattr(login_module, "verify", counting)
    for headers in ({}, {"Authorization": "Basic !"}, basic(":"), basic("demo:" + "x" * 1025)):
        client.get("/stat", headers=headers)
    assert hashed == []


def test_an_account_without_the_role_gets_403(client: FlaskClient, reached: list[str]) -> None:
    answer = client.get("/stat", headers=basic("sender:demo"))
    assert answer.status_code == 403
    assert "lacks the role pull" in answer.text
    assert reached == []


@pytest.mark.parametrize("headers", [{}, basic("demo:demo"), basic("demo:wrong")])
def test_options_reaches_nothing(
    client: FlaskClient, reached: list[str], headers: dict[str, str]
) -> None:
    answers = [client.options(path, headers=headers) for path in ("/stat", "/any")]
    assert [(a.status_code, a.headers["Allow"]) for a in answers] == [
        (405, "GET, HEAD"),
        (405, "GET, HEAD, POST"),
    ]
    assert reached == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_view_of_the_blueprint_is_protected(
    client: FlaskClient, reached: list[str], method: str
) -> None:
    assert client.open("/any", method=method).status_code == 401
    assert reached == []


def test_other_blueprints_stay_open(client: FlaskClient) -> None:
    assert client.get("/open").text == "open"


def test_a_ledger_that_does_not_answer_is_not_a_401(reached: list[str]) -> None:
    down = Login(open_writing("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    server = a_server(down, reached)
    server.testing = True
    with pytest.raises(LedgerUnavailable):
        server.test_client().get("/stat", headers=basic("demo:demo"))
