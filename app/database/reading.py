"""Read-only sessions on the shops' databases: made lazily, bounded, thrown away in doubt."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import URL, Dialect, make_url
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from app.database.driver import Driver, Limits
from app.database.drivers import driver_for
from app.database.faults import SourceFault, SourceUnavailable
from app.database.session import Session

T = TypeVar("T")

_WAS_IDLE = "was idle"


class Reader:
    """One shop's database: a small pool of read-only sessions, and what to do when they fail."""

    def __init__(self, url: str, limits: Limits) -> None:
        """Prepare, without connecting; raises UnknownDatabase."""
        self._url: URL = make_url(url)
        self._limits = limits
        self._driver: Driver = driver_for(self._url)
        self.dialect: Dialect = self._url.get_dialect()()
        self._pool = self._new_pool()

    def read(self, work: Callable[[Session], T]) -> T:
        """Return what ``work`` makes of a session; raises SourceUnavailable.

        All its statements share ``query_timeout_seconds``. When a session that had lain idle turns
        out to be cut off (the server was restarted), the idle ones are dropped and the work is done
        once more from its beginning on a new one; so it is where a standby sacrificed the session.
        """
        begun = time.monotonic()
        try:
            return self._read_once(work, self._limits)
        except SessionLost as lost:
            if lost.fault is SourceFault.UNREACHABLE:
                self.forget_sessions()
            left = self._limits.query_timeout_seconds - (time.monotonic() - begun)
            return self._read_once(work, replace(self._limits, query_timeout_seconds=left))

    def forget_sessions(self) -> None:
        """Drop the idle sessions; those in use are dropped when they come back."""
        pool, self._pool = self._pool, self._new_pool()
        pool.dispose()

    def _read_once(self, work: Callable[[Session], T], limits: Limits) -> T:
        pool = self._pool
        pooled = self._checkout(pool)
        was_idle = pooled.info.setdefault(_WAS_IDLE, False)
        pooled.info[_WAS_IDLE] = True
        session = Session(pooled.dbapi_connection, self._driver, self.dialect, limits)
        try:
            return work(session)
        except SourceUnavailable as error:
            if not session.survives(error):
                pooled.invalidate()
            was_cut_off = was_idle and error.fault is SourceFault.UNREACHABLE
            if was_cut_off or session.was_sacrificed:
                raise SessionLost(error.fault, error.reason) from error
            raise
        except BaseException:
            pooled.invalidate()
            raise
        finally:
            if pooled.is_valid and pool is not self._pool:
                pooled.invalidate()
            pooled.close()

    def _checkout(self, pool: QueuePool) -> PoolProxiedConnection:
        try:
            pooled = pool.connect()
            while self._driver.is_stale(pooled.dbapi_connection):
                pooled.invalidate()
                pooled.close()
                pooled = pool.connect()
        except PoolTimeout as error:
            raise SourceUnavailable(SourceFault.BUSY, "every session is in use") from error
        except Exception as error:
            raise SourceUnavailable(self._driver.fault_of(error), str(error)) from error
        return pooled

    def _new_pool(self) -> QueuePool:
        return QueuePool(
            lambda: self._driver.connect(self._url, self._limits),
            pool_size=self._limits.pool_size,
            max_overflow=0,
            timeout=self._limits.pool_wait_seconds,
            reset_on_return=None,
            use_lifo=True,
        )


class Readers:
    """The readers of one process, one per database URL, made at first use."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._readers: dict[str, Reader] = {}
        self._lock = threading.Lock()

    def reader(self, url: str) -> Reader:
        """Return the reader of a database; raises UnknownDatabase."""
        with self._lock:
            if url not in self._readers:
                self._readers[url] = Reader(url, self._limits)
            return self._readers[url]

    def close(self) -> None:
        """Close every idle session."""
        with self._lock:
            for reader in self._readers.values():
                reader.forget_sessions()


class SessionLost(SourceUnavailable):
    """An idle session was found cut off, or a standby sacrificed one; a new one may well work."""
