"""The ledger on a database server: sessions in UTC, and no long wait for a silent server."""

from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from app.database.deadline import Deadline
from app.database.drivers import driver_for

CONNECT_TIMEOUT_SECONDS = 3
PING_SECONDS = 1

_WAS_LENT = "was lent"


def session_arguments(url: URL) -> dict[str, Any]:
    """Return the driver's arguments for a short wait at connecting and a session in UTC."""
    match url.get_backend_name():
        case "postgresql":
            options = f"{url.query.get('options', '')} -c timezone=UTC".strip()
            return {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "options": options}
        case "mysql" | "mariadb":
            return {
                "connect_timeout": CONNECT_TIMEOUT_SECONDS,
                # the handshake is bounded by this one; _prepare takes it away afterwards
                "read_timeout": CONNECT_TIMEOUT_SECONDS,
                "init_command": "SET time_zone = '+00:00'",
            }
        case _:
            return {}


def on_server(engine: Engine) -> Engine:
    """Make the engine ask an idle connection for a sign of life before it is lent again.

    SQLAlchemy's own ``pool_pre_ping`` would wait for ever for a silent server.
    """

    def ping(connection: Any, entry: ConnectionPoolEntry, _pooled: object) -> None:
        if not entry.info.setdefault(_WAS_LENT, False):
            entry.info[_WAS_LENT] = True
            return
        try:
            with within(PING_SECONDS, engine, connection):
                engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkout", ping)
    return engine


def within(seconds: float, engine: Engine, connection: Any) -> AbstractContextManager[object]:
    """Break the driver's connection when the block outlasts the seconds."""
    return Deadline(seconds, lambda: driver_for(engine.url).abort(connection))


def _prepare(connection: Any, _record: object) -> None:
    """Let statements take their time: an upgrade waits for its lock and for slow changes."""
    if hasattr(connection, "_read_timeout"):
        connection._read_timeout = None
