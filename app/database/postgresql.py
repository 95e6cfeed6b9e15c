"""Reading a shop's PostgreSQL database through psycopg 3."""

import os
import re
import socket
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, cast

import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import URL

from app.database.deadline import Deadline
from app.database.driver import Column, Limits, Parameters, Plan, Row
from app.database.faults import SourceFault
from app.database.postgresql_columns import described
from app.database.postgresql_replay import read_replay
from app.database.replay import Replay

# PostgreSQL documentation, appendix A "PostgreSQL Error Codes", read 2026-11: codes, then classes.
_FAULTS = {
    "42501": SourceFault.REFUSED,
    "57014": SourceFault.DEADLINE,
    "25P04": SourceFault.DEADLINE,
    "3D000": SourceFault.SCHEMA,
    "3F000": SourceFault.SCHEMA,
    # said of an amount that is NaN or infinite
    "0A000": SourceFault.DATA,
    "25006": SourceFault.SCHEMA,
    "08": SourceFault.UNREACHABLE,
    "57": SourceFault.UNREACHABLE,
    "28": SourceFault.REFUSED,
    "53": SourceFault.BUSY,
    "55": SourceFault.BUSY,
    "40": SourceFault.BUSY,
    "42": SourceFault.SCHEMA,
    "21": SourceFault.DATA,
    "22": SourceFault.DATA,
    "P0": SourceFault.DATA,
}
# A line of EXPLAIN about a table, not about what a query around it makes of its rows.
_ROWS_OF_A_TABLE = r"(?:Seq|Index|Index Only|Bitmap Heap) Scan .*? ?on \S.*rows=(\d+)"
# The server goes on while the rows before are worked on: in smaller batches more of the time.
_BATCH_ROWS = 500
_WRITABLE = """
SELECT EXISTS (
    SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_%'
    AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
)
"""
# A login that is refused while connecting carries no code in psycopg 3, only the server's words, in
# the language of its lc_messages (PostgreSQL sources, src/backend/po/ru.po).
_WORDS = {
    "authentication failed": SourceFault.REFUSED,
    "не прошёл проверку подлинности": SourceFault.REFUSED,
    "pg_hba.conf": SourceFault.REFUSED,
    "is not permitted to log in": SourceFault.REFUSED,
    "вход запрещён": SourceFault.REFUSED,
    "permission denied for database": SourceFault.REFUSED,
    "нет доступа к базе данных": SourceFault.REFUSED,
    'FATAL:  role "': SourceFault.REFUSED,
    'ВАЖНО:  роль "': SourceFault.REFUSED,
    'FATAL:  database "': SourceFault.SCHEMA,
    'ВАЖНО:  база данных "': SourceFault.SCHEMA,
    "too many c": SourceFault.BUSY,
    "слишком много": SourceFault.BUSY,
    "connection slots are reserved": SourceFault.BUSY,
    "слоты подключений зарезервированы": SourceFault.BUSY,
}


class PostgreSQL:
    """PostgreSQL 12 or newer, also behind a pooler: nothing is sent as a start-up option."""

    def connect(self, url: URL, limits: Limits) -> psycopg.Connection[Row]:
        """Open a session that can only read, thinks in UTC and has a statement deadline.

        A statement without a transaction sees one moment as well, and so do the functions in it.
        What the owner has set for the login changes neither dates nor the digits of floats.
        """
        connection = psycopg.connect(
            **_address(url),
            autocommit=True,
            connect_timeout=max(2, round(limits.connect_timeout_seconds)),
            application_name="shopstat",
            prepare_threshold=None,
        )
        try:
            with Deadline(limits.connect_timeout_seconds, lambda: self.abort(connection)):
                connection.execute(_session(limits))
        except BaseException:
            connection.close()
            raise
        return connection

    def begin(self, connection: psycopg.Connection[Row]) -> None:
        """Begin a transaction that sees one moment."""
        _command(connection, b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def end(self, connection: psycopg.Connection[Row]) -> None:
        """End the transaction."""
        _command(connection, b"ROLLBACK")

    def fetch(
        self,
        connection: psycopg.Connection[Row],
        statement: str,
        parameters: Parameters,
        seconds: float,
    ) -> Iterator[Sequence[Row]]:
        """Yield the rows as they arrive; the result is never whole in memory."""
        size = _BATCH_ROWS if psycopg.capabilities.has_stream_chunked() else 1
        with connection.cursor() as cursor:
            rows = cursor.stream(cast("Any", statement), parameters, size=size)
            while batch := list(islice(rows, _BATCH_ROWS)):
                yield batch

    def describe(
        self, connection: psycopg.Connection[Row], statement: str, parameters: Parameters
    ) -> list[Column]:
        """Return the columns of a statement's result."""
        cursor = connection.execute(cast("Any", statement), parameters)
        return described(cursor.description)

    def plan(
        self, connection: psycopg.Connection[Row], statement: str, parameters: Parameters
    ) -> Plan:
        """Return how the statement would be run.

        Small tables are read whole by choice, or sorted, so both are made as dear as can be.
        """
        with connection.transaction(force_rollback=True):
            connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            plan = connection.execute(cast("Any", f"EXPLAIN {statement}"), parameters).fetchall()
        steps = [step[0] for step in plan]
        told = "\n".join(steps)
        rows = [int(number) for number in re.findall(_ROWS_OF_A_TABLE, told)]
        return Plan(re.findall(r"Seq Scan on (\S+)", told), max(rows, default=None), steps)

    def may_write(self, connection: psycopg.Connection[Row]) -> bool:
        """Tell whether the login could change the shop's tables, were the session not read-only."""
        found = connection.execute(_WRITABLE).fetchone()
        return found is not None and bool(found[0])

    def replay(self, connection: psycopg.Connection[Row]) -> Replay:
        """Tell how far the standby has replayed its primary."""
        return read_replay(connection)

    def abort(self, connection: psycopg.Connection[Row]) -> None:
        """Shut the socket down; whoever waits on it is told at once that the server is gone."""
        with socket.socket(fileno=os.dup(connection.fileno())) as link:
            link.shutdown(socket.SHUT_RDWR)

    def is_stale(self, connection: psycopg.Connection[Row]) -> bool:
        """Tell whether the server said goodbye while the connection lay idle."""
        return connection.closed

    def fault_of(self, error: Exception) -> SourceFault:
        """Say what an error of psycopg means, by its SQLSTATE or, while connecting, its text."""
        code = getattr(error, "sqlstate", None)
        if code is not None:
            return _FAULTS.get(code) or _FAULTS.get(code[:2], SourceFault.UNREACHABLE)
        if isinstance(error, psycopg.DataError | UnicodeError):
            return SourceFault.DATA
        said = (fault for words, fault in _WORDS.items() if words in str(error))
        return next(said, SourceFault.UNREACHABLE)


def _address(url: URL) -> dict[str, Any]:
    """Return the URL's parts one by one: libpq reads a whole URL by stricter rules than ours."""
    parts = url.translate_connect_args(database="dbname", username="user")
    return {**url.query, **parts}


def _command(connection: psycopg.Connection[Row], command: bytes) -> None:
    """Run a command without parameters and rows: libpq alone does it in half the time."""
    result = connection.pgconn.exec_(command)
    if result.status != ExecStatus.COMMAND_OK:
        raise psycopg.errors.error_from_result(result)


def _session(limits: Limits) -> bytes:
    milliseconds = round(limits.query_timeout_seconds * 1000)
    return (
        "SET default_transaction_read_only = on; "
        "SET default_transaction_isolation = 'repeatable read'; SET TIME ZONE 'UTC'; "
        "SET datestyle = 'ISO'; SET extra_float_digits = 1; "
        f"SET client_encoding = 'UTF8'; SET statement_timeout = {milliseconds}"
    ).encode()
