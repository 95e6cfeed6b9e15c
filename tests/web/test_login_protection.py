"""Guessing passwords at the door: what guessers are told, and what honest pollers notice."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.middleware.proxy_fix import ProxyFix

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.limits import LoginLimits
from app.accounts.login import Login
from app.accounts.passwords import hash_password
from app.database.writing import open_writing, writing
from app.ledger.schema import upgrade
from app.web.auth import protect
from app.web.problems import answer_with_problems

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
GUESSERS = 8
GUESSES = 5


@pytest.fixture
def login(tmp_path: Path) -> Iterator[Login]:
    """The account ``demo`` with the password ``demo``, and three failures a minute."""
    engine = open_writing(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(engine)
    with writing(engine) as connection:
        demo = Account("demo", "north", frozenset({Role.PULL}))
        store.add(connection, demo, hash_password("demo"), NOON)
    limits = LoginLimits(failures_per_minute=3, hashing_wait_seconds=0.01)
    yield Login(engine, 600, limits, monotonic=lambda: 1000.0, now=lambda: NOON)
    engine.dispose()


@pytest.fixture
def server(login: Login) -> Flask:
    server = Flask(__name__)
    protected = Blueprint("protected", __name__)
    protect(protected, login, Role.PULL)
    protected.add_url_rule("/stat", view_func=lambda: "sales")
    server.register_blueprint(protected)
    answer_with_problems(server, retry_after_seconds=60)
    return server


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def guessed(client: FlaskClient, times: int, name: str = "demo", **headers: str) -> list[int]:
    guesses = [basic(name, f"guess{n}") | headers for n in range(times)]
    return [client.get("/stat", headers=each).status_code for each in guesses]


def test_a_name_that_failed_too_often_is_told_when_to_come_again(client: FlaskClient) -> None:
    guessed(client, 3)
    answer = client.get("/stat", headers=basic("demo", "demo"))
    assert answer.status_code == 429
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "WWW-Authenticate" not in answer.headers
    assert answer.get_json() == {
        "type": "/problems/too-many-logins",
        "title": "Too many logins have failed",
        "status": 429,
        "detail": "Too many logins from your address failed lately, under this name or under many, "
        "so this one was not compared, be it right or wrong. Wait the seconds in Retry-After, and "
        "ask again with the right name and password. Owner: for a new password run shopstat "
        "account password NAME; behind a reverse proxy set trusted_proxies, or all who ask share "
        "one address.",
    }


def test_names_that_exist_and_names_that_do_not_are_refused_alike(client: FlaskClient) -> None:
    refused = []
    for name in ("demo", "nobody", "no name at all"):
        assert guessed(client, 4, name) == [401, 401, 401, 429]
        refused.append(client.get("/stat", headers=basic(name, "guess")))
    assert {answer.text for answer in refused} == {refused[0].text}
    assert [dict(answer.headers) for answer in refused] == [dict(refused[0].headers)] * 3


def test_what_is_malformed_is_not_counted(client: FlaskClient) -> None:
    for _ in range(9):
        assert client.get("/stat", headers={"Authorization": "Basic !"}).status_code == 401
    assert client.get("/stat", headers=basic("demo", "demo")).status_code == 200


def test_a_forged_address_changes_nothing(client: FlaskClient) -> None:
    answers = [guessed(client, 1, **{"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(4)]
    assert answers == [[401], [401], [401], [429]]


def test_the_address_behind_a_trusted_proxy_counts(server: Flask) -> None:
    server.wsgi_app = ProxyFix(server.wsgi_app, x_for=1)  # type: ignore[method-assign]
    client = server.test_client()
    guesser, other = "192.0.2.1", "192.0.2.2"
    assert guessed(client, 4, **{"X-Forwarded-For": guesser}) == [401, 401, 401, 429]
    assert guessed(client, 1, **{"X-Forwarded-For": other}) == [401]
    forged = f"{other}, {guesser}"
    assert guessed(client, 1, **{"X-Forwarded-For": forged}) == [429]


def test_a_login_without_a_turn_is_told_when_to_come_again(
    client: FlaskClient, login: Login
) -> None:
    with login._turns.taken():
        answer = client.get("/stat", headers=basic("demo", "demo"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json()["type"] == "/problems/login-busy"


def test_guessers_change_no_answer_of_an_honest_poller(server: Flask) -> None:
    """The guessers share the poller's address and its name: nothing else tells them apart."""
    honest = server.test_client()
    assert honest.get("/stat", headers=basic("demo", "demo")).status_code == 200

    def guess(guesser: int) -> list[int]:
        client = server.test_client()
        guesses = [basic("demo", f"guess{guesser}-{n}") for n in range(GUESSES)]
        return [client.get("/stat", headers=each).status_code for each in guesses]

    with ThreadPoolExecutor(GUESSERS) as pool:
        guessing = [pool.submit(guess, guesser) for guesser in range(GUESSERS)]
        polled = [honest.get("/stat", headers=basic("demo", "demo")) for _ in range(50)]
        told = Counter(status for each in guessing for status in each.result(timeout=30))
    assert [answer.status_code for answer in polled] == [200] * 50
    assert 1 <= told[401] <= 3
    assert set(told) <= {401, 429, 503}
