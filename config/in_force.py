"""The settings in force: read by gunicorn's master, inherited by every worker it forks."""

import dataclasses
import json
import logging
from collections.abc import Callable

from app.shops.faults import Misconfigured
from config.settings import Settings, load_settings

log = logging.getLogger("shopstat")

_latest: Settings | None = None


def settings_in_force() -> Settings:
    """Return what the master read last; under a server without such a master, read it now.

    So all workers have the same settings, a worker that is replaced in the middle of somebody's
    editing too. Raises ``Misconfigured`` only when it reads.
    """
    return load_settings() if _latest is None else _latest


def renew(try_out: Callable[[Settings], object]) -> Settings:
    """Read the instance folder and put it in force, provided that ``try_out`` takes it.

    While older settings are in force, nothing is raised: a fault is told in the log and the older
    ones stay. The address to listen on changes with a restart only.
    """
    global _latest
    try:
        fresh = load_settings()
        try_out(fresh)
    except Exception as error:
        if _latest is None:
            raise
        _refuse(error)
    else:
        _latest = _at_address_of(_latest, fresh)
    return _latest


def _refuse(error: Exception) -> None:
    if not isinstance(error, Misconfigured):
        log.exception("event=reload-refused kept=previous")
        return
    for fault in error.faults:
        log.error("event=reload-refused kept=previous fault=%s", json.dumps(str(fault)))


def _at_address_of(older: Settings | None, fresh: Settings) -> Settings:
    if older is None or older.address == fresh.address:
        return fresh
    log.warning("event=restart-needed option=server.bind,server.port")
    return dataclasses.replace(fresh, bind=older.bind, port=older.port)
