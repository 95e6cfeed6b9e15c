"""Settings: every server option of one installation, once, and its shops."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from app.accounts.limits import LoginLimits
from app.database.driver import Limits
from app.shops.faults import Fault, Misconfigured, gathering
from app.shops.shop import Shop
from config.instance import instance_folder
from config.options import Options, option
from config.options_file import read_options
from config.shops import read_shops


@dataclass(frozen=True, slots=True)
class Settings:
    """The server options of ``shopstat.toml`` and the shops beside it."""

    instance: Path
    shops: Mapping[str, Shop]
    # tells this run of the server from others: the workers that share it may share answers
    run: str = field(default_factory=lambda: uuid4().hex, compare=False, repr=False)

    bind: str = option("server.bind", "127.0.0.1", "address to listen on")
    port: int = option("server.port", 8080, "port to listen on", least=1, most=65535)
    workers: int = option("server.workers", 2, "processes that answer", least=1, most=64)
    threads: int = option(
        "server.threads", 8, "requests that one process answers at a time", least=1, most=64
    )
    trusted_proxies: int = option(
        "server.trusted_proxies", 0, "reverse proxies in front of the server", most=10
    )
    retry_after_seconds: int = option(
        "server.retry_after_seconds", 60, "when a 503 asks to come again", least=1, most=3600
    )
    answers_kept_seconds: int = option(
        "server.answers_kept_seconds",
        60,
        "how long a finished answer is given again; 0 asks the shop every time",
        most=600,
    )
    ledger_url: str = option(
        "ledger.url", "sqlite:///shopstat.db", "SQLAlchemy URL of the ledger", secret=True
    )
    keep_pulls_days: int = option(
        "ledger.keep_pulls_days", 400, "how long the log of pulls is kept", least=1, most=36500
    )
    connect_timeout_seconds: int = option(
        "sources.connect_timeout_seconds", 3, "longest wait for a connection", least=1, most=60
    )
    query_timeout_seconds: int = option(
        "sources.query_timeout_seconds",
        10,
        "time for one question to a shop, all its sources together",
        least=1,
        most=600,
    )
    pool_wait_seconds: int = option(
        "sources.pool_wait_seconds", 3, "longest wait for a free connection", least=1, most=60
    )
    guard_slack_hours: int = option(
        "sources.guard_slack_hours",
        24,
        "how far a source's newest sale may go back before answers stop",
        least=1,
        most=8760,
    )
    cache_seconds: int = option(
        "accounts.cache_seconds",
        600,
        "how long a checked password is remembered; 0 checks every time",
        most=600,
    )
    failures_per_minute: int = option(
        "accounts.failures_per_minute",
        10,
        "failed logins a minute of one name from one address before 429; "
        "of all names from it ten times as many",
        least=1,
        most=1000,
    )

    new_ids_per_minute: int = option(
        "site.new_ids_per_minute",
        60,
        "new client IDs a minute for the visitors at one address before 429",
        least=1,
        most=100_000,
    )

    @property
    def address(self) -> str:
        """Where the server listens."""
        return host_and_port(self.bind, self.port)

    @property
    def limits(self) -> Limits:
        """How much of each shop's database one process may take; a thread needs one session."""
        return Limits(
            connect_timeout_seconds=self.connect_timeout_seconds,
            query_timeout_seconds=self.query_timeout_seconds,
            pool_wait_seconds=self.pool_wait_seconds,
            pool_size=self.threads + 1,
        )

    @property
    def new_ids_per_minute_and_process(self) -> int:
        """The share of one process."""
        return max(1, self.new_ids_per_minute // self.workers)

    @property
    def login_limits(self) -> LoginLimits:
        """How much logging in one process grants: its share of the failures and of the cores."""
        return LoginLimits(
            failures_per_minute=max(1, self.failures_per_minute // self.workers),
            hashing_at_once=max(1, (os.cpu_count() or 1) // self.workers),
            held_back_at_once=self.threads // 2,
        )


def load_settings(
    instance: Path | None = None, environ: Mapping[str, str] = os.environ
) -> Settings:
    """Read the instance folder: ``shopstat.toml``, which may be absent, and every shop's file.

    ``instance`` defaults to ``$SHOPSTAT_INSTANCE``, else ``instance/`` of the checkout.
    Raises ``Misconfigured`` with every fault of every file.
    """
    folder = instance_folder(environ) if instance is None else instance.absolute()
    faults: list[Fault] = []
    options: Options = {}
    shops: dict[str, Shop] = {}
    with gathering(faults):
        options = read_options(Settings, folder, environ)
    with gathering(faults):
        shops = read_shops(folder, environ)
    if faults:
        raise Misconfigured(faults)
    return Settings(instance=folder, shops=MappingProxyType(shops), **options)


def host_and_port(host: str, port: int) -> str:
    """Join them as a URL and gunicorn want them; an IPv6 address stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
