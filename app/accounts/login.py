"""Login: a name and a password open an account, at one cost for everyone who fails."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import compress

from sqlalchemy import Engine

from app.accounts import store
from app.accounts.account import Account, is_account_name
from app.accounts.brake import Brake
from app.accounts.limits import OF_ONE_PROCESS, LoginLimits
from app.accounts.lookup import Lookup
from app.accounts.passwords import generate_password, hash_password, is_weaker, verify
from app.accounts.place import place_of
from app.accounts.recent import RecentLogins
from app.accounts.refusal import LoginRefused
from app.accounts.store import Credentials
from app.accounts.throttle import Throttle
from app.accounts.turns import Turns
from app.database.writing import LedgerUnavailable, writing
from app.traffic.single_flight import SingleFlight

VALID_AT_ONCE = 2


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is compared: equal attempts made at the same time share one comparison.

    The stored hashes are a part of it, so nobody gets an outcome from before a change.
    """

    place: str
    name: str
    password: str = field(repr=False)
    hashes: tuple[str, ...] = field(repr=False)


class Login:
    """Checks credentials against the ledger, and remembers successes for ``cache_seconds``.

    The account is read on each check: a change counts at once, in every process.
    """

    def __init__(
        self,
        engine: Engine,
        cache_seconds: float = 600,
        limits: LoginLimits = OF_ONE_PROCESS,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
        is_room: Callable[[], bool] = lambda: True,
    ) -> None:
        """``is_room`` tells whether threads are left for others while a guesser waits."""
        self._engine = engine
        self._now = now
        self._lookup = Lookup(engine)
        self._recent = RecentLogins(cache_seconds, monotonic)
        self._throttle = Throttle(limits.failures_per_minute, monotonic)
        self._turns = Turns(limits.hashing_at_once, limits.hashing_wait_seconds)
        self._brake = Brake(limits.held_back_at_once, limits.held_back_seconds, is_room)
        self._flights = SingleFlight[str | None]()
        self._decoy_hash = hash_password(generate_password())

    def check(self, name: str, password: str, address: str = "") -> Account | None:
        """Return the account that the credentials open, None for any other.

        An unknown name, a wrong password and a disabled account cost the same; ``address`` is
        where they came from. Raises ``LoginRefused``, ``LedgerUnavailable``.
        """
        place = place_of(address)
        if not self._recent.may_include(name, password):
            self._admit(place, name)  # a guess that is refused asks the ledger nothing
        found = self.find(name)
        hashes = found.hashes if found else ()
        attempt = Attempt(place, name, password, hashes)
        matching = self._recent_hash(attempt)
        if matching is None:
            self._admit(place, name)
            matching = self._flights.run(attempt, lambda: self._verified(attempt))
        return _opened(found, matching) if found and matching else None

    def find(self, name: str) -> Credentials | None:
        """Read the account; one that is disabled is as good as unknown from here on.

        Raises ``LedgerUnavailable``.
        """
        if not is_account_name(name):
            return None
        found = self._lookup.find(name, self._now())
        return found if found and not found.account.disabled else None

    def _admit(self, place: str, name: str) -> None:
        try:
            self._throttle.admit(place, name)
        except LoginRefused:
            self._brake.hold()
            raise

    def _recent_hash(self, attempt: Attempt) -> str | None:
        name, password = attempt.name, attempt.password
        recent = (each for each in attempt.hashes if self._recent.includes(name, password, each))
        return next(recent, None)

    def _verified(self, attempt: Attempt) -> str | None:
        """Wait for a turn and compare, unless others settled it meanwhile; keep the outcome."""
        with self._turns.taken():
            if recent := self._recent_hash(attempt):
                return recent
            self._throttle.admit(attempt.place, attempt.name)
            matching = self._compared(attempt)
            if matching is None:
                self._throttle.record(attempt.place, attempt.name)
                return None
            self._recent.remember(attempt.name, attempt.password, matching)
            self._strengthen(attempt.name, attempt.password, matching)
            return matching

    def _compared(self, attempt: Attempt) -> str | None:
        """Compare the password with two hashes, always: decoys stand in for missing ones."""
        padded = (attempt.hashes + (self._decoy_hash,) * VALID_AT_ONCE)[:VALID_AT_ONCE]
        fits = [verify(each, attempt.password) for each in padded]
        return next(compress(attempt.hashes, fits), None)

    def _strengthen(self, name: str, password: str, stored_hash: str) -> None:
        """Replace a hash of weaker parameters; a ledger that cannot be written keeps it."""
        if not is_weaker(stored_hash):
            return
        stronger = hash_password(password)
        with suppress(LedgerUnavailable), writing(self._engine) as connection:
            store.replace_hash(connection, name, stored_hash, stronger)


def _opened(found: Credentials, matching: str) -> Account:
    """Return the account, and whether it was not its newest password that opened it."""
    if matching == found.hashes[0]:
        return found.account
    return replace(found.account, by_old_password=True)
