"""The two kinds of server: how each is found, prepared, served and stopped."""

import shutil
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs from one kind of server to the other.

    ``running`` is the administrator's URL of the server usually at hand, ``url`` makes the one
    of a private server from its port; ``create`` and ``drop`` are statements with a ``{name}``;
    ``limits`` are arguments of the driver that end an administrator's waits.
    """

    name: str
    variable: str
    package: str
    binaries: tuple[str, ...]
    running: str
    url: Callable[[int], str]
    prepare: Callable[[Path], list[str]]
    serve: Callable[[Path, int], list[str]]
    limits: Mapping[str, object]
    immediate: signal.Signals
    create: str
    drop: str

    def missing(self) -> list[str]:
        """Name the programs that are needed to start one and are not installed."""
        return [name for name in self.binaries if _which(name) is None]


def _which(name: str) -> str | None:
    """Debian keeps PostgreSQL's programs out of the PATH, in a folder per version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or shutil.which(
        name, path=":".join(map(str, [*folders, "/usr/sbin"]))
    )


def program(name: str) -> str:
    """Return where a program is, or its bare name where it is nowhere."""
    return _which(name) or name


def _prepare_postgresql(folder: Path) -> list[str]:
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    return [program("initdb"), f"--pgdata={folder / 'kept'}", *options]


def _serve_postgresql(folder: Path, port: int) -> list[str]:
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    zone = ["timezone=Asia/Kathmandu"]
    quick = ["fsync=off", "shared_buffers=16MB"]
    options = [word for setting in (*settings, *zone, *quick) for word in ("-c", setting)]
    return [program("postgres"), "-D", str(folder / "kept"), *options]


def _prepare_mariadb(folder: Path) -> list[str]:
    options = ["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]
    return [program("mariadb-install-db"), *options, f"--datadir={folder / 'kept'}"]


def _serve_mariadb(folder: Path, port: int) -> list[str]:
    place = [f"--datadir={folder / 'kept'}", f"--socket={folder / 'socket'}", f"--port={port}"]
    network = ["--bind-address=127.0.0.1", "--skip-name-resolve", "--character-set-server=utf8mb4"]
    zone = ["--default-time-zone=+05:45"]
    quick = ["--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=32M"]
    return [program("mariadbd"), "--no-defaults", *place, *network, *zone, *quick]


POSTGRESQL = Kind(
    name="PostgreSQL",
    variable="SHOPSTAT_TEST_POSTGRESQL",
    package="postgresql",
    binaries=("initdb", "postgres"),
    running="postgresql+psycopg://postgres@127.0.0.1:5432/postgres",
    url="postgresql+psycopg://postgres@127.0.0.1:{}/postgres".format,
    prepare=_prepare_postgresql,
    serve=_serve_postgresql,
    limits={"connect_timeout": 30, "options": "-c statement_timeout=60s"},
    immediate=signal.SIGQUIT,
    create="CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'",
    drop="DROP DATABASE {name} WITH (FORCE)",
)

MARIADB = Kind(
    name="MariaDB",
    variable="SHOPSTAT_TEST_MARIADB",
    package="mariadb-server",
    binaries=("mariadb-install-db", "mariadbd"),
    running="mysql+pymysql://root@127.0.0.1:3306/?charset=utf8mb4",
    url="mysql+pymysql://root@127.0.0.1:{}/?charset=utf8mb4".format,
    prepare=_prepare_mariadb,
    serve=_serve_mariadb,
    limits={"connect_timeout": 30, "read_timeout": 60, "write_timeout": 60},
    immediate=signal.SIGKILL,
    create="CREATE DATABASE {name} CHARACTER SET utf8mb4",
    drop="DROP DATABASE {name}",
)
