"""An instance of Shopstat over the measured database, set up as its owner would."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.workload import CALLS, GIANT, TIME_ZONE

PASSWORD = "a password for benchmarks"  # noqa: S105  of databases that are dropped
ACCOUNT = f"{CALLS}:{PASSWORD}"
GIANT_ACCOUNT = f"{GIANT}:{PASSWORD}"

_FORMATS = {CALLS: "999-999", GIANT: "9999-9999"}
# The giant day may take longer than a shop's owner would like.
_OPTIONS = """
[server]
{server}
[sources]
query_timeout_seconds = 300
"""
_SHOP = """
time_zone = "{time_zone}"
currency  = "RUB"
database  = "{url}"

[client_id]
format = "{format}"
masks  = ["plain", "article"]

[[source]]
name      = "calls"
channel   = "call"
table     = "{table}"
time      = {{ column = "called_at", kind = "utc" }}
client_id = "client_id"
revenue   = "amount"
cost      = "cost"
"""


def set_up(
    instance: Path, database_url: str, table: str, server_options: Mapping[str, int]
) -> Path:
    """Write the options, a shop over this table and its account; return the folder."""
    (instance / "shops").mkdir(parents=True)
    server = "\n".join(f"{key} = {value}" for key, value in server_options.items())
    (instance / "shopstat.toml").write_text(_OPTIONS.format(server=server))
    (instance / "password").write_text(PASSWORD)
    form = _FORMATS[table]
    shop = _SHOP.format(time_zone=TIME_ZONE, url=database_url, format=form, table=table)
    (instance / "shops" / f"{table}.toml").write_text(shop)
    _shopstat(instance, "upgrade")
    password = ("--password-file", str(instance / "password"))
    _shopstat(instance, "account", "add", table, "--shop", table, *password)
    return instance


def _shopstat(instance: Path, *words: str) -> None:
    command = str(Path(sys.executable).with_name("shopstat"))
    environ = os.environ | {"SHOPSTAT_INSTANCE": str(instance)}
    subprocess.run([command, *words], env=environ, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
