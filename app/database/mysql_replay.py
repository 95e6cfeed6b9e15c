"""How far a replica of MySQL or MariaDB has replayed its primary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any

import pymysql
from pymysql.cursors import DictCursor, SSCursor

from app.database.replay import Replay

_NO_REPLICA = "it is no replica (it shows no replica status)"
# MySQL 8.0 Reference Manual, 13.7.7.35 "SHOW REPLICA STATUS", and MariaDB Knowledge Base "SHOW
# REPLICA STATUS", read 2026-11: the words of both kinds of server.
_OLD_WORDS = ("Slave", "Master")
_NEW_WORDS = ("Replica", "Source")
_FIRST_WITH_NEW_WORDS = (8, 0, 26)


def read_replay(connection: pymysql.Connection[SSCursor]) -> Replay:
    """Ask the replica, of several primaries for the slowest.

    Seconds behind count from what was received; that a link fell silent is only noticed after the
    net timeout, so that much may be missing while nothing waits to be replayed.
    """
    statement, replica, source = _words(connection.server_version)  # type: ignore[attr-defined]
    with connection.cursor(DictCursor) as cursor:
        cursor.execute(statement)
        channels = cursor.fetchall()
        cursor.execute(
            f"SELECT utc_timestamp(6) AS now, @@{replica.lower()}_net_timeout AS silence"
        )
        (clock,) = cursor.fetchall()
    now = clock["now"].replace(tzinfo=UTC)
    if not channels:
        return Replay(now, None, _NO_REPLICA)
    if stopped := [hint for each in channels if (hint := _stopped(each, replica, source))]:
        return Replay(now, None, stopped[0])
    behind = [each[f"Seconds_Behind_{source}"] for each in channels]
    return Replay(now, now - timedelta(seconds=max(*behind, clock["silence"])))


def _words(version: str) -> tuple[str, str, str]:
    if "mariadb" in version.lower():
        return "SHOW ALL SLAVES STATUS", *_OLD_WORDS
    numbers = tuple(map(int, re.findall(r"\d+", version)[:3]))
    words = _NEW_WORDS if numbers >= _FIRST_WITH_NEW_WORDS else _OLD_WORDS
    return f"SHOW {words[0].upper()} STATUS", *words


def _stopped(channel: Mapping[str, Any], replica: str, source: str) -> str | None:
    """Say what keeps one channel from going on; None where it goes on."""
    for task in ("IO", "SQL"):
        state = channel[f"{replica}_{task}_Running"]
        if state != "Yes":
            error = channel[f"Last_{task}_Error"] or "no error"
            return f"{replica}_{task}_Running is {state} ({error})"
    if channel[f"Seconds_Behind_{source}"] is None:
        return f"Seconds_Behind_{source} is NULL"
    return None
