"""A login of the shop's database that can only read, and how its owner takes that away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import make_url

from tests.drills.shop import execute

NAME = "shopstat_drill"
PASSWORD = "canary-first-password"


@dataclass(frozen=True, slots=True)
class Words:
    """How one kind of database says it."""

    create: str
    grant: str
    revoke: str
    lock: str
    unlock: str
    change_password: str
    disconnect: str
    drop: tuple[str, ...]


_WORDS = {
    "postgresql": Words(
        create="CREATE ROLE {name} LOGIN PASSWORD '{password}'",
        grant="GRANT SELECT ON calls TO {name}",
        revoke="REVOKE SELECT ON calls FROM {name}",
        lock="ALTER ROLE {name} NOLOGIN",
        unlock="ALTER ROLE {name} LOGIN",
        change_password="ALTER ROLE {name} PASSWORD '{password}'",
        disconnect=(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{name}'"
        ),
        drop=("DROP OWNED BY {name}", "DROP ROLE {name}"),
    ),
    "mysql": Words(
        create="CREATE USER {name} IDENTIFIED BY '{password}'",
        grant="GRANT SELECT ON calls TO {name}",
        revoke="REVOKE SELECT ON calls FROM {name}",
        lock="ALTER USER {name} ACCOUNT LOCK",
        unlock="ALTER USER {name} ACCOUNT UNLOCK",
        change_password="ALTER USER {name} IDENTIFIED BY '{password}'",
        disconnect="KILL USER {name}",
        drop=("DROP USER {name}",),
    ),
}


class Login:
    """A login that may read the calls; what is taken away counts for open sessions too."""

    def __init__(self, owner_url: str) -> None:
        self._owner_url = owner_url
        self._words = _WORDS[make_url(owner_url).get_backend_name()]
        self.url = self.url_with(PASSWORD)

    def url_with(self, password: str) -> str:
        """Return the URL of the database with this login."""
        url = make_url(self._owner_url).set(username=NAME, password=password, query={})
        return url.render_as_string(hide_password=False)

    def grant(self) -> None:
        """Let it read the calls."""
        self._execute(self._words.grant)

    def revoke(self) -> None:
        """Forbid it to read the calls."""
        self._execute(self._words.revoke)

    def lock(self) -> None:
        """Let it in no more."""
        self._execute(self._words.lock, self._words.disconnect)

    def unlock(self) -> None:
        """Let it in again."""
        self._execute(self._words.unlock)

    def change_password(self, password: str) -> None:
        """Let it in with another password only."""
        self._execute(self._words.change_password, self._words.disconnect, password=password)

    def create(self) -> None:
        """Make it, and let it read the calls."""
        self._execute(self._words.create, self._words.grant, password=PASSWORD)

    def drop(self) -> None:
        """Remove it and its sessions."""
        self._execute(self._words.disconnect, *self._words.drop)

    def _execute(self, *words: str, password: str = "") -> None:
        execute(self._owner_url, *(each.format(name=NAME, password=password) for each in words))


@contextmanager
def login_on(owner_url: str) -> Iterator[Login]:
    """Give a new login of the database, gone afterwards."""
    login = Login(owner_url)
    login.create()
    try:
        yield login
    finally:
        login.drop()
