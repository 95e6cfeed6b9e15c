"""Writing again where the database chose one of two transactions that waited for each other."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.database.writing import WRITE_SECONDS, LedgerUnavailable, writing

ATTEMPTS = 8
LONGEST_PAUSE_SECONDS = 0.1

# PostgreSQL manual, appendix A: serialization_failure and deadlock_detected.
_POSTGRESQL = {"40001", "40P01"}
# MariaDB, "Error Codes": ER_LOCK_DEADLOCK, ER_CHECKREAD (a row changed since the snapshot).
_MYSQL = {1213, 1020}

T = TypeVar("T")


def write(
    engine: Engine, work: Callable[[Connection], T], seconds: float | None = WRITE_SECONDS
) -> T:
    """Return what ``work`` makes of a transaction that writes, once it is committed.

    The work is done again from its beginning after a deadlock, so it must leave no traces
    elsewhere. Raises ``LedgerUnavailable``; the deadline counts for each attempt.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return _written(engine, work, seconds)
        except LedgerUnavailable as error:
            if not _is_deadlock(error.__cause__):
                raise
            # chance, so that the two do not meet again
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311
    return _written(engine, work, seconds)


def _written(engine: Engine, work: Callable[[Connection], T], seconds: float | None) -> T:
    with writing(engine, seconds) as connection:
        return work(connection)


def _is_deadlock(error: BaseException | None) -> bool:
    if not isinstance(error, DBAPIError) or error.orig is None:
        return False
    driver: Any = error.orig
    number = next(iter(driver.args), None)
    return getattr(driver, "sqlstate", None) in _POSTGRESQL or number in _MYSQL
