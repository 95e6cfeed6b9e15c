"""Reading a shop's MySQL or MariaDB database through PyMySQL."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from typing import Any

import pymysql
from pymysql.cursors import DictCursor, SSCursor
from sqlalchemy import URL

from app.database.driver import BATCH_ROWS, Column, Limits, Parameters, Plan, Row
from app.database.faults import SourceFault
from app.database.mysql_columns import described
from app.database.mysql_plan import read_plan
from app.database.mysql_replay import read_replay
from app.database.replay import Replay

# A login that may read the database "mysql" sees the rights of every other one too.
_WRITABLE = """
SELECT EXISTS (
    SELECT 1 FROM (
        SELECT grantee, privilege_type FROM information_schema.user_privileges
        UNION ALL
        SELECT grantee, privilege_type FROM information_schema.schema_privileges
        WHERE DATABASE() LIKE table_schema
        UNION ALL
        SELECT grantee, privilege_type FROM information_schema.table_privileges
        WHERE table_schema = DATABASE()
    ) AS granted
    WHERE privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'DROP')
    AND grantee = CONCAT(
        QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)),
        '@',
        QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1))
    )
)
"""
# MariaDB Knowledge Base "MariaDB Error Codes" and MySQL "Server Error Message Reference", 2026-11.
_FAULTS = {
    1044: SourceFault.REFUSED,
    1045: SourceFault.REFUSED,
    1142: SourceFault.REFUSED,
    1143: SourceFault.REFUSED,
    1227: SourceFault.REFUSED,
    1370: SourceFault.REFUSED,
    1698: SourceFault.REFUSED,
    1820: SourceFault.REFUSED,
    1862: SourceFault.REFUSED,
    3118: SourceFault.REFUSED,
    4151: SourceFault.REFUSED,
    1040: SourceFault.BUSY,
    1203: SourceFault.BUSY,
    1205: SourceFault.BUSY,
    1213: SourceFault.BUSY,
    1226: SourceFault.BUSY,
    1317: SourceFault.DEADLINE,
    1412: SourceFault.BUSY,
    1969: SourceFault.DEADLINE,
    3024: SourceFault.DEADLINE,
    1046: SourceFault.SCHEMA,
    1049: SourceFault.SCHEMA,
    1051: SourceFault.SCHEMA,
    1052: SourceFault.SCHEMA,
    1054: SourceFault.SCHEMA,
    1055: SourceFault.SCHEMA,
    1060: SourceFault.SCHEMA,
    1064: SourceFault.SCHEMA,
    1140: SourceFault.SCHEMA,
    1146: SourceFault.SCHEMA,
    1222: SourceFault.SCHEMA,
    1267: SourceFault.SCHEMA,
    1305: SourceFault.SCHEMA,
    1356: SourceFault.SCHEMA,
    1449: SourceFault.SCHEMA,
    1630: SourceFault.SCHEMA,
    1792: SourceFault.SCHEMA,
    1242: SourceFault.DATA,
    1264: SourceFault.DATA,
    1366: SourceFault.DATA,
    1690: SourceFault.DATA,
}
# Whatever the server's defaults are, no result is cut short and none is refused for its size.
_SESSION = "SET time_zone = '+00:00', sql_select_limit = 18446744073709551615, sql_big_selects = 1"


class MySQL:
    """MySQL 8 and MariaDB 10.2 or newer."""

    def connect(self, url: URL, limits: Limits) -> pymysql.Connection[SSCursor]:
        """Open a session that can only read, thinks in UTC and has a statement deadline."""
        connection = pymysql.connect(
            host=url.host or "localhost",
            port=url.port or 3306,
            user=url.username,
            password=url.password or "",
            database=url.database,
            charset="utf8mb4",
            autocommit=True,
            cursorclass=SSCursor,
            connect_timeout=limits.connect_timeout_seconds,
            read_timeout=limits.connect_timeout_seconds,
            write_timeout=limits.connect_timeout_seconds,
            **_options(url),
        )
        _command(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _command(connection, _SESSION)
        _command(connection, _deadline(connection, limits.query_timeout_seconds))
        # from here on the session's own deadline breaks a wait that is too long
        connection._read_timeout = None  # type: ignore[attr-defined]
        return connection

    def begin(self, connection: pymysql.Connection[SSCursor]) -> None:
        """Begin a transaction that sees one moment, in tables of InnoDB."""
        _command(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT")

    def end(self, connection: pymysql.Connection[SSCursor]) -> None:
        """End the transaction."""
        _command(connection, "ROLLBACK")

    def fetch(
        self,
        connection: pymysql.Connection[SSCursor],
        statement: str,
        parameters: Parameters,
        seconds: float,
    ) -> Iterator[Sequence[Row]]:
        """Yield the rows as they arrive; the result is never whole in memory."""
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            while rows := cursor.fetchmany(BATCH_ROWS):
                yield rows

    def describe(
        self, connection: pymysql.Connection[SSCursor], statement: str, parameters: Parameters
    ) -> list[Column]:
        """Return the columns of a statement's result."""
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return described(cursor.description)

    def plan(
        self, connection: pymysql.Connection[SSCursor], statement: str, parameters: Parameters
    ) -> Plan:
        """Return how the statement would be run."""
        with connection.cursor(DictCursor) as cursor:
            cursor.execute(f"EXPLAIN {statement}", parameters)
            return read_plan(cursor.fetchall())

    def may_write(self, connection: pymysql.Connection[SSCursor]) -> bool:
        """Tell whether the login could change the shop's tables, were the session not read-only."""
        with connection.cursor() as cursor:
            cursor.execute(_WRITABLE)
            return bool(cursor.fetchall()[0][0])

    def replay(self, connection: pymysql.Connection[SSCursor]) -> Replay:
        """Tell how far the replica has replayed its primary."""
        return read_replay(connection)

    def abort(self, connection: pymysql.Connection[SSCursor]) -> None:
        """Shut the socket down; whoever waits on it is told at once that the server is gone."""
        link: socket.socket | None = connection._sock  # type: ignore[attr-defined]
        if link is not None:
            link.shutdown(socket.SHUT_RDWR)

    def is_stale(self, connection: pymysql.Connection[SSCursor]) -> bool:
        """Tell whether the connection is known to be closed."""
        return not connection.open

    def fault_of(self, error: Exception) -> SourceFault:
        """Say what an error of PyMySQL means, by the server's error number."""
        number = error.args[0] if error.args else None
        if number in _FAULTS:
            return _FAULTS[number]
        return SourceFault.DATA if isinstance(error, pymysql.DataError) else SourceFault.UNREACHABLE


def _options(url: URL) -> dict[str, Any]:
    known = {"unix_socket": str, "ssl_ca": str, "ssl_cert": str, "ssl_key": str}
    return {key: known[key](url.query[key]) for key in known if key in url.query}


def _command(connection: pymysql.Connection[SSCursor], statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _deadline(connection: pymysql.Connection[SSCursor], seconds: float) -> str:
    """MariaDB counts seconds for any statement, MySQL milliseconds for SELECT only."""
    version: str = connection.server_version  # type: ignore[attr-defined]
    if "mariadb" in version.lower():
        return f"SET SESSION max_statement_time = {seconds:.3f}"
    return f"SET SESSION max_execution_time = {round(seconds * 1000)}"
