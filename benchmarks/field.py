"""The field of one database: every contender, running and asked the same."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import servers
from benchmarks.bare_sql import BareSQL
from benchmarks.databases import Database
from benchmarks.http_client import OverHTTP
from benchmarks.instance import ACCOUNT, GIANT_ACCOUNT, set_up
from benchmarks.servers import Server
from benchmarks.truth import fetch
from benchmarks.workload import CALLS, GIANT, MEDIAN_DAY

SQL = "bare SQL"
SQL_AGAIN = "bare SQL again"
COLD = "Shopstat, cold"
KEPT = "Shopstat, finished answers"
NOT_MODIFIED = "Shopstat, 304"
SCRIPT = "script"
STATIC = "nginx, static file"

_KEEP_NOTHING = {"answers_kept_seconds": 0}
_KEEP = {"answers_kept_seconds": 600}


@dataclass(frozen=True, slots=True)
class Field:
    """The contenders of one database.

    ``again`` is the bare SQL once more: what its ratio to itself is off 1 is the machine's noise.
    ``repeats`` are those that answer the median day without asking the database.
    """

    database: Database
    instance: Path
    sql: BareSQL
    again: BareSQL
    cold: OverHTTP
    script: OverHTTP
    repeats: tuple[OverHTTP, ...]
    giant_sql: BareSQL
    giant_cold: OverHTTP
    giant_server: Server


@contextmanager
def running(database: Database, folder: Path) -> Iterator[Field]:
    """Start every server over the database, in folders of their own below ``folder``."""
    with ExitStack() as stack:
        instance = set_up(folder / "cold", database.url, CALLS, _KEEP_NOTHING)
        server = stack.enter_context(servers.shopstat(instance))
        giant = set_up(folder / "giant", database.url, GIANT, _KEEP_NOTHING)
        giant_server = stack.enter_context(servers.shopstat(giant))
        script = stack.enter_context(servers.script(instance, database.url))
        cold = OverHTTP(COLD, server.port, ACCOUNT)
        yield Field(
            database=database,
            instance=instance,
            sql=BareSQL(database, CALLS, SQL),
            again=BareSQL(database, CALLS, SQL_AGAIN),
            cold=cold,
            script=OverHTTP(SCRIPT, script.port, ACCOUNT),
            repeats=tuple(_repeats(stack, database, folder, cold)),
            giant_sql=BareSQL(database, GIANT, SQL),
            giant_cold=OverHTTP(COLD, giant_server.port, GIANT_ACCOUNT),
            giant_server=giant_server,
        )


def _repeats(
    stack: ExitStack, database: Database, folder: Path, cold: OverHTTP
) -> Iterator[OverHTTP]:
    answer, headers = fetch(cold, MEDIAN_DAY)
    instance = set_up(folder / "kept", database.url, CALLS, _KEEP)
    kept = stack.enter_context(servers.shopstat(instance))
    yield OverHTTP(KEPT, kept.port, ACCOUNT)
    yield OverHTTP(NOT_MODIFIED, kept.port, ACCOUNT, headers["ETag"])
    if servers.has_nginx():
        server = stack.enter_context(servers.nginx(folder / "nginx", answer))
        yield OverHTTP(STATIC, server.port)
