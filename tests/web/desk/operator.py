"""An operator at the desk: logs in, fills in forms and sends them, as a browser does."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.passwords import hash_password
from app.database.writing import open_writing, writing
from tests.databases.installation import PASSWORD, installed

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LEDGER_SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"

[client_id]
format = "999-999"
masks = ["plain"]
"""
ELSEWHERE_SHOP = f"""
database = "sqlite:///east.db"
{LEDGER_SHOP}
[[source]]
name = "calls"
channel = "call"
table = "calls"
time = {{ column = "called_at", kind = "utc" }}
client_id = "client_id"
"""
SHOPS = {"north": LEDGER_SHOP, "south": LEDGER_SHOP}

_INPUT = re.compile(r"<input ([^>]*)>")
_FORM = re.compile(r"<form [^>]*>.*?</form>", re.DOTALL)


@dataclass(slots=True)
class Operator:
    """One person's browser; ``page`` is what it shows, ``headers`` go with every form."""

    client: FlaskClient
    page: TestResponse
    headers: dict[str, str] = field(default_factory=dict)

    def opens(self, path: str, **headers: str) -> str:
        """Open a page and return its text."""
        self.page = self.client.get(path, headers=headers)
        return self.page.text

    def sends(self, path: str, **typed: str) -> TestResponse:
        """Fill in the form that this page sends to the path, and send it; go where it leads."""
        self.page = self.client.post(
            path, data={**self.filled_in(path), **typed}, headers=self.headers
        )
        if self.page.status_code == 303:
            self.page = self.client.get(self.page.location)
        return self.page

    def filled_in(self, path: str) -> dict[str, str]:
        """Return what the form of this page that is sent to the path holds."""
        forms = [form for form in _FORM.findall(self.page.text) if f'action="{path}"' in form]
        return dict(filter(None, map(_field, _INPUT.findall(forms[0]))))

    def logs_in(self, name: str = "anna", password: str = PASSWORD) -> TestResponse:
        """Log in with the form."""
        self.opens("/desk/login")
        return self.sends("/desk/login", name=name, password=password)

    def sells(self, client: str = "587 963", revenue: str = "520", **other: str) -> TestResponse:
        """Enter a sale on the first page."""
        self.opens("/desk")
        return self.sends("/desk", client=client, revenue=revenue, **other)


@contextmanager
def a_desk(folder: Path, **shops: str) -> Iterator[Operator]:
    """Open a desk at noon, UTC; ``anna`` operates the shop north, ``boris`` south."""
    with (
        time_machine.travel(NOON, tick=False),
        installed(folder, {**SHOPS, **shops}) as shopstat,
    ):
        add_account(folder, "anna", "north")
        add_account(folder, "boris", "south")
        client = shopstat._client
        yield Operator(client, client.get("/desk/login"))


def add_account(folder: Path, name: str, shop: str, role: Role = Role.OPERATE) -> None:
    """Make an account with the usual password."""
    ledger = open_writing(f"sqlite:///{folder / 'shopstat.db'}")
    account = Account(name, shop, frozenset({role}))
    with writing(ledger) as connection:
        store.add(connection, account, hash_password(PASSWORD), NOON)
    ledger.dispose()


def _field(attributes: str) -> tuple[str, str] | None:
    name = re.search(r'name="([^"]*)"', attributes)
    value = re.search(r'value="([^"]*)"', attributes)
    chosen = "checked" in attributes or not re.search(r'type="(radio|checkbox|file)"', attributes)
    return (name[1], unescape(value[1]) if value else "") if name and chosen else None
