"""A primary and its replica of each kind of server, private to one test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url

from tests.databases.kinds import MARIADB, POSTGRESQL, Kind, program
from tests.databases.servers import PrivateServer, private
from tests.shops_made import execute

LOG = ("--log-bin=log", "--server-id={}", "--slave-net-timeout=2")
FOLLOW = (
    "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT={port}, MASTER_USER='root',"
    " MASTER_LOG_FILE='log.000001', MASTER_LOG_POS=4, MASTER_CONNECT_RETRY=1",
    "START SLAVE",
)


@dataclass(frozen=True)
class Pair:
    """Two servers; ``hold`` stops replaying on the replica, ``go_on`` lets it catch up."""

    primary: PrivateServer
    replica: PrivateServer
    hold: str
    go_on: str

    def url_on_replica(self, url: str) -> str:
        """The replica's copy of a database of the primary."""
        there = make_url(url).set(port=self.replica.port)
        return there.render_as_string(hide_password=False)

    def on_replica(self, statement: str) -> None:
        """Run a statement on the replica as its administrator."""
        execute(self.replica.url, statement)


@contextmanager
def postgresql_pair() -> Iterator[Pair]:
    """A PostgreSQL primary with a streaming standby; raises ``NotAtHand``."""
    with ExitStack() as stack:
        primary = stack.enter_context(private(POSTGRESQL))
        replica = stack.enter_context(private(_standby_of(primary)))
        yield Pair(
            primary, replica, "SELECT pg_wal_replay_pause()", "SELECT pg_wal_replay_resume()"
        )


@contextmanager
def mariadb_pair() -> Iterator[Pair]:
    """A MariaDB primary with a replica; raises ``NotAtHand``."""
    with ExitStack() as stack:
        primary = stack.enter_context(private(_numbered(1)))
        replica = stack.enter_context(private(_numbered(2)))
        execute(replica.url, *(step.format(port=primary.port) for step in FOLLOW))
        yield Pair(primary, replica, "STOP SLAVE SQL_THREAD", "START SLAVE SQL_THREAD")


def _standby_of(primary: PrivateServer) -> Kind:
    place = ["--host=127.0.0.1", f"--port={primary.port}", "--username=postgres"]
    options = [*place, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
    quick = ["-c", "wal_receiver_timeout=2s", "-c", "max_standby_streaming_delay=0"]
    return replace(
        POSTGRESQL,
        binaries=(*POSTGRESQL.binaries, "pg_basebackup"),
        prepare=lambda folder: [program("pg_basebackup"), f"--pgdata={folder / 'kept'}", *options],
        serve=_with(POSTGRESQL.serve, *quick),
    )


def _numbered(number: int) -> Kind:
    return replace(MARIADB, serve=_with(MARIADB.serve, *(word.format(number) for word in LOG)))


def _with(serve: Callable[[Path, int], list[str]], *words: str) -> Callable[[Path, int], list[str]]:
    return lambda folder, port: [*serve(folder, port), *words]
