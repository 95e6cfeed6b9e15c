"""How far a PostgreSQL standby has replayed its primary."""

from typing import Any

import psycopg

from app.database.replay import Replay

# PostgreSQL documentation, 9.27.4 "Recovery Control Functions" and 28.2.6 "pg_stat_wal_receiver",
# read 2026-11. A quiet primary commits nothing, so the last commit replayed may be old although
# nothing is missing: then the last message counts, with which the primary said that there is no
# more. Who may not read statistics sees the receiver's pid only.
_REPLAY = """
SELECT
    clock_timestamp(),
    pg_is_in_recovery(),
    greatest(
        pg_last_xact_replay_timestamp(),
        CASE WHEN latest_end_lsn <= pg_last_wal_replay_lsn() THEN last_msg_send_time END
    ),
    pid IS NOT NULL,
    status IS NOT NULL
FROM (SELECT) AS nothing LEFT JOIN pg_stat_wal_receiver ON true
"""
_NO_REPLICA = "it is no replica (pg_is_in_recovery() is false)"
_NO_RECEIVER = "it receives nothing from its primary (no WAL receiver)"
_NO_RIGHT = "the login may not see what it receives: GRANT pg_read_all_stats to it on the primary"


def read_replay(connection: psycopg.Connection[Any]) -> Replay:
    """Ask the standby; a server that is none, or not any more, surely holds nothing."""
    (row,) = connection.execute(_REPLAY).fetchall()
    now, is_standby, until, is_receiving, is_visible = row
    if not is_standby:
        return Replay(now, None, _NO_REPLICA)
    return Replay(now, until, _hint(is_receiving, is_visible))


def _hint(is_receiving: bool, is_visible: bool) -> str:
    if not is_receiving:
        return _NO_RECEIVER
    return "" if is_visible else _NO_RIGHT
