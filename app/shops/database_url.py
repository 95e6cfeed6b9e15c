"""The URL of a database, as people write it and as SQLAlchemy needs it."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.database.drivers import SERVED, driver_for
from app.database.faults import UnknownDatabase

MYSQL = frozenset({"mysql", "mariadb"})
_EXAMPLE = "postgresql://user:password@host/name, mysql://user:password@host/name"
_FORMS = f"{_EXAMPLE} or sqlite:///file.db"

_ESCAPES = "in a password write @ as %40, / as %2F, : as %3A and % as %25"
_SECOND_AT = f"there is more than one @ in the URL: {_ESCAPES}"


class BadURL(ValueError):
    """The text names no database that we could read; its message is the cure."""


def read_url(text: str, folder: Path) -> URL:
    """Return the URL with our driver in it; an SQLite file's path is relative to ``folder``.

    Raises ``BadURL``, whose message holds nothing of ``text``.
    """
    url = _served(_parsed(text))
    if url.get_backend_name() == "sqlite":
        return url.set(database=str(_sqlite_file(url, folder)))
    if not url.database:
        raise BadURL(f"name the database after the last slash: {_EXAMPLE}")
    return url


def _parsed(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        cure = f"write a database URL: {_FORMS}; {_ESCAPES}"
        raise BadURL(_SECOND_AT if text.count("@") > 1 else cure) from error
    if "@" in (url.host or "") or (url.username and "@" in (url.database or "")):
        raise BadURL(_SECOND_AT)
    return url


def _served(url: URL) -> URL:
    backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
    served = SERVED.get(backend)
    drivers = () if served is None else (backend, "postgres", served.drivername)
    if served is None or url.drivername not in drivers:
        names = ", ".join(f"{name}://" for name in SERVED)
        raise BadURL(f"begin the URL with one of the databases served: {names}")
    url = url.set(drivername=served.drivername)
    try:
        driver_for(url)
    except UnknownDatabase as error:
        raise BadURL(str(error)) from error
    return url


def _sqlite_file(url: URL, folder: Path) -> Path:
    if url.host or not url.database or url.database == ":memory:":
        raise BadURL(
            "name the SQLite file: sqlite:///file.db beside shopstat.toml, or sqlite:////path/file.db"
        )
    if url.database.startswith("file:"):
        raise BadURL("write the SQLite file as a plain path: sqlite:///file.db")
    return folder / url.database
