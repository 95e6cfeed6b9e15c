"""A shop's own programs: they hand in sales, and the platform's answer shows what came of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import time_machine
from werkzeug.test import Client, TestResponse

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.passwords import hash_password
from app.database.writing import open_writing, writing
from config.settings import load_settings
from tests.databases.installation import PASSWORD, Installation, installed

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
[client_id]
format = "999-999"
masks = ["plain"]
"""
NORTH, SOUTH = "north", "south"
DAY = date(2026, 11, 20)
NOON = "2026-11-20T12:00:00+03:00"
NOW = "2026-11-21T12:00:00Z"
NOTHING = b'{"data":[]}'


def a_sale(id: str = "S-1", revenue: Any = "520.00", **other: Any) -> dict[str, Any]:
    """Say what a CRM says of a call."""
    usual = {"channel": "call", "client_id": "587-963", "sold_at": NOON}
    return {"id": id, **usual, "revenue": revenue, **other}


class Shopstat:
    """A server over two shops in one ledger; ``crm`` and ``erp`` send for the first of them."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    def send(
        self,
        body: Any,
        mode: str = "",
        by: str = "crm",
        key: str = "",
        content_type: str = "application/json",
    ) -> TestResponse:
        """Hand in a document, or bytes as they are."""
        sent = body if isinstance(body, bytes) else json.dumps(body)
        headers = {"Idempotency-Key": key} if key else {}
        path = f"/sales?mode={mode}" if mode else "/sales"
        return self._client().post(
            path, data=sent, content_type=content_type, auth=(by, PASSWORD), headers=headers
        )

    def change(self, id: str, patch: Any, by: str = "crm") -> TestResponse:
        """Change a sale."""
        kind = "application/merge-patch+json"
        sent = json.dumps(patch)
        return self._client().patch(
            f"/sales/{id}", data=sent, content_type=kind, auth=(by, PASSWORD)
        )

    def show(self, id: str, by: str = "crm") -> TestResponse:
        """Look a sale up."""
        return self._client().get(f"/sales/{id}", auth=(by, PASSWORD))

    def answer(self, shop: str = NORTH, day: date = DAY) -> bytes:
        """Return what the platform is answered."""
        return self._installation.answer(shop, day)

    def _client(self) -> Client:
        return self._installation._client.application.test_client()


@contextmanager
def shopstat(folder: Path, ledger_url: str = "sqlite:///shopstat.db") -> Iterator[Shopstat]:
    """Serve both shops on the day after the day of the sales."""
    options = f'[ledger]\nurl = "{ledger_url}"\n'
    with (
        time_machine.travel(NOW, tick=False),
        installed(folder, {NORTH: SHOP, SOUTH: SHOP}, options) as installation,
    ):
        may_send(folder, crm=NORTH, erp=NORTH, till=SOUTH)
        yield Shopstat(installation)


def may_send(instance: Path, **shops: str) -> None:
    """Make accounts that may hand in sales, each of the shop it is given."""
    ledger = open_writing(load_settings(instance).ledger_url)
    password_hash = hash_password(PASSWORD)
    with writing(ledger) as connection:
        for name, shop in shops.items():
            account = Account(name, shop, frozenset({Role.SEND}))
            store.add(connection, account, password_hash, datetime.now(UTC))
    ledger.dispose()


def row(revenue: str, count: int = 1, client_id: str = "587-963", profit: str = "0.00") -> bytes:
    """Write one object of the platform's answer."""
    told = f'"user_id":"{client_id}","count":{count},"revenue":{revenue},"gross_profit":{profit}'
    return b'{"data":[{%s}]}' % told.encode()


def told(response: TestResponse) -> tuple[int, Any]:
    """Return the status, and the outcomes or the faults by their position."""
    document = json.loads(response.get_data())
    if response.mimetype == "application/problem+json":
        return response.status_code, {each["at"]: each["detail"] for each in document["faults"]}
    return response.status_code, [each["outcome"] for each in document["sales"]]
