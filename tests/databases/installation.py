"""Shopstat installed over given shops, asked the way a platform asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from app import factory
from app.accounts import passwords, store
from app.accounts.account import Account, Role
from app.accounts.passwords import hash_password
from app.database.driver import Limits
from app.database.reading import Readers
from app.database.writing import open_writing, writing
from app.ledger import known_marks, pull_log
from app.ledger.background import Background
from app.ledger.schema import upgrade
from config.settings import load_settings

IN_EARNEST = passwords._HASHER
PASSWORD = "a password for tests"
ASKING_ANEW = "server.answers_kept_seconds = 0"


class Installation:
    """A running Shopstat; every shop has an account of its own name."""

    def __init__(self, app: Flask) -> None:
        self._client: FlaskClient = app.test_client()

    def ask(self, shop: str, day: date, **headers: str) -> TestResponse:
        """Ask for a day as the shop's account."""
        return self._client.get(f"/stat?date={day}", auth=(shop, PASSWORD), headers=headers)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Ask for a path without a login."""
        return self._client.get(path, **options)

    def answer(self, shop: str, day: date) -> bytes:
        """Give the bytes of the answer to a day; anything but 200 fails the test."""
        response = self.ask(shop, day)
        assert response.status_code == 200, response.text
        return response.get_data()


@contextmanager
def installed(folder: Path, shops: Mapping[str, str], options: str = "") -> Iterator[Installation]:
    """Install shops, given as the text of their files by name, and server options, as TOML."""
    for name, text in shops.items():
        _write(folder / "shops" / f"{name}.toml", text)
    _write(folder / "shopstat.toml", asking_anew(options))
    settings = load_settings(folder)
    _add_accounts(settings.ledger_url, shops)
    with running(folder) as shopstat:
        yield shopstat


def asking_anew(options: str) -> str:
    """Add to server options, as TOML, that no answer is given again, unless they say how long."""
    return options if "answers_kept" in options else f"{ASKING_ANEW}\n{options}"


@contextmanager
def running(folder: Path) -> Iterator[Installation]:
    """Run the server of what is installed, as a process of its own would."""
    with _connections_closed():
        yield Installation(factory.create_app(load_settings(folder)))


@contextmanager
def hashing_in_earnest() -> Iterator[None]:
    """Hash as a server does, which replaces weaker hashes at the first login."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", IN_EARNEST)
        yield


@contextmanager
def _connections_closed() -> Iterator[None]:
    """Close what a server leaves open: its connections end with its process, a test goes on."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:

        def readers(limits: Limits) -> Readers:
            made = Readers(limits)
            stack.callback(made.close)
            return made

        def ledger(url: str) -> Engine:
            made = open_writing(url)
            stack.callback(made.dispose)
            return made

        def background(ledger: Engine, write: Callable[..., None]) -> Background[Any]:
            made: Background[Any] = Background(ledger, write)
            stack.callback(made.close)
            return made

        patch.setattr(factory, "Readers", readers)
        patch.setattr(factory, "open_writing", ledger)
        patch.setattr(known_marks, "Background", background)
        patch.setattr(pull_log, "Background", background)
        yield


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _add_accounts(ledger_url: str, shops: Iterable[str]) -> None:
    ledger = open_writing(ledger_url)
    upgrade(ledger)
    password_hash = hash_password(PASSWORD)
    with writing(ledger) as connection:
        for shop in shops:
            account = Account(shop, shop, frozenset({Role.PULL}))
            store.add(connection, account, password_hash, datetime.now(UTC))
    ledger.dispose()
