"""The ledger's engine: whoever writes takes the lock first, whoever reads never waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.database.driver import Row
from app.database.drivers import SERVED
from app.database.faults import UnknownDatabase
from app.database.statement import Statement
from app.database.writing_server import on_server, session_arguments, within
from app.database.writing_sqlite import in_memory, make_private, on_sqlite

# A process has at most 64 threads, so none of them waits for another's connection; connections are
# made as they are needed, so there are never more than threads that use one at a time.
# Whoever borrows one ends its own transaction, within a deadline; the pool would do it without one.
POOL = {"pool_size": 65, "max_overflow": 0, "pool_timeout": 3, "pool_reset_on_return": None}
ANSWER_SECONDS = 3
WRITE_SECONDS = 60


class LedgerUnavailable(Exception):
    """The ledger gave no answer; ``str(error)`` holds the driver's words and belongs in the log."""


def open_writing(url: str) -> Engine:
    """Return an engine on the ledger; it connects when it is first used.

    A missing SQLite file is created, for this user alone.
    Raises ``UnknownDatabase`` when the driver is not installed or SQLite is given no file.
    """
    address = _with_driver(make_url(url))
    if address.get_backend_name() == "sqlite":
        make_private(address)
        return on_sqlite(_create(address))
    return on_server(_create(address, connect_args=session_arguments(address)))


@contextmanager
def writing(engine: Engine, seconds: float | None = WRITE_SECONDS) -> Iterator[Connection]:
    """Open a transaction that writes; it commits unless the block raises.

    On SQLite it holds the write lock from its beginning. Raises ``LedgerUnavailable``, on a server
    after so many ``seconds`` too; None lets slow changes and long locks take their time.
    """
    with _answering(engine), engine.connect() as connection, _ending(connection, seconds):
        yield connection


@contextmanager
def reading(engine: Engine, seconds: float | None = ANSWER_SECONDS) -> Iterator[Connection]:
    """Open a transaction that only reads and waits for no writer.

    Raises ``LedgerUnavailable``, for a silent server too, after so many ``seconds``;
    None sets no limit.
    """
    with (
        _answering(engine),
        engine.connect().execution_options(only_reads=True) as connection,
        _ending(connection, seconds),
    ):
        yield connection


def fetch(engine: Engine, statement: Statement, **values: Any) -> Sequence[Row]:
    """Return all the rows of one statement; a transaction costs many times as much.

    Raises ``LedgerUnavailable``, for a silent server too, after ``ANSWER_SECONDS``.
    """
    with _answering(engine), closing(engine.raw_connection()) as pooled:
        try:
            with _watching(engine, pooled.dbapi_connection, ANSWER_SECONDS):
                rows = _rows(pooled.cursor(), statement, values)
                pooled.rollback()
                return rows
        except BaseException:
            pooled.invalidate()
            raise


def _with_driver(url: URL) -> URL:
    """Name the driver that our extras install, where the URL leaves the choice to SQLAlchemy."""
    served = SERVED.get(url.drivername)
    return url.set(drivername=served.drivername) if served else url


def _create(url: URL, **options: Any) -> Engine:
    try:
        return create_engine(url, hide_parameters=True, **POOL, **options)
    except ModuleNotFoundError as missing:
        served = SERVED.get(url.get_backend_name())
        needs = f"'shopstat[{served.extra}]'" if served and served.extra else missing.name
        raise UnknownDatabase(
            f"the ledger's URL begins with {url.drivername}://, "
            f"but {missing.name} is not installed: pip install {needs}"
        ) from missing


@contextmanager
def _ending(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Begin a transaction and end it, all before the deadline."""
    with (
        _watching(connection.engine, connection.connection.dbapi_connection, seconds),
        connection.begin(),
    ):
        yield


def _watching(
    engine: Engine, connection: Any, seconds: float | None
) -> AbstractContextManager[object]:
    """Bound the wait for a server; SQLite answers from this machine and bounds its own waits."""
    if engine.dialect.name == "sqlite":
        return in_memory(connection) if seconds is None else nullcontext()
    if seconds is None:
        return nullcontext()
    return within(seconds, engine, connection)


def _rows(cursor: Any, statement: Statement, values: Mapping[str, Any]) -> Sequence[Row]:
    with closing(cursor):
        cursor.execute(statement.text, statement.parameters(**values))
        rows: Sequence[Row] = cursor.fetchall()
        return rows


@contextmanager
def _answering(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise LedgerUnavailable(f"the ledger does not answer: {error.orig}") from error
    except engine.dialect.loaded_dbapi.Error as error:
        raise LedgerUnavailable(f"the ledger does not answer: {error}") from error
    except PoolTimeout as error:
        raise LedgerUnavailable("the ledger does not answer: no free connection") from error
