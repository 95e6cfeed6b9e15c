"""Secrets are told to nobody: not in an answer, not in a log line, whatever goes wrong."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.platforms.alytics import Alytics
from tests.databases.installation import PASSWORD, installed
from tests.databases.servers import PrivateServer
from tests.drills.logins import PASSWORD as DATABASE_PASSWORD
from tests.drills.logins import Login
from tests.drills.served import Reply, Served, basic, served
from tests.drills.shop import CLIENT_ID, DAYS, OPTIONS, SHOP, fill, shop_file

WRONG_PASSWORD = "canary-wrong-password"
IN_QUERY = "canary-in-the-query"
SECRETS = (PASSWORD, DATABASE_PASSWORD, WRONG_PASSWORD, IN_QUERY, "canary-new-password")
PATH = f"/stat?date={DAYS[0]}&token={IN_QUERY}"


@pytest.fixture
def shopstat(login: Login, tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path / "instance", {SHOP: shop_file(login.url)}, OPTIONS) as shopstat:
        yield shopstat


def test_no_secret_is_told_whatever_goes_wrong(
    server: PrivateServer, login: Login, shopstat: Served
) -> None:
    replies = _asked_in_every_way(shopstat)
    login.change_password("canary-new-password")
    replies += _asked_in_every_way(shopstat)
    server.stop(immediate=True)
    replies += _asked_in_every_way(shopstat)
    server.start()
    assert {reply.status for reply in replies} == {200, 400, 401, 404, 503}
    told = shopstat.said() + "".join(f"{reply.headers} {reply.body!r}" for reply in replies)
    assert _found(told) == []
    assert CLIENT_ID not in shopstat.said()


def test_no_secret_is_told_when_we_have_a_bug(
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a bug")

    fill(sqlite_url)
    monkeypatch.setattr(Alytics, "headers", fail)
    with installed(tmp_path, {SHOP: shop_file(sqlite_url)}) as shopstat:
        response = shopstat.get(PATH, headers=basic(SHOP))
    assert response.status_code == 500
    assert "a bug" in caplog.text
    assert _found(caplog.text + response.text) == []
    assert CLIENT_ID not in caplog.text + response.text


def _asked_in_every_way(shopstat: Served) -> list[Reply]:
    right, wrong = basic(SHOP), basic(SHOP, WRONG_PASSWORD)
    return [
        shopstat.get(PATH, right),
        shopstat.get(PATH, wrong),
        shopstat.get(f"/stat?day={IN_QUERY}", right),
        shopstat.get(f"/nothing?token={IN_QUERY}", right),
        shopstat.get("/readyz", right),
    ]


def _found(told: str) -> list[str]:
    """Return what is told of the secrets, as they are or in base64 at the end of a login."""
    logins = [b64encode(f"{SHOP}:{secret}".encode()).decode() for secret in SECRETS]
    return [secret for secret in (*SECRETS, *logins) if secret in told]
