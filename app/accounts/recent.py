"""Logins that succeeded a short while ago, so that a platform's next call costs no hashing."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from threading import Lock


class RecentLogins:
    """Remembers successes for ``seconds``, at most ``size`` of them, in this process only.

    It keeps an HMAC under a random key, never a password. The stored hash is part of it, so a
    replaced password is forgotten at once.
    """

    def __init__(self, seconds: float, clock: Callable[[], float], size: int = 1024) -> None:
        """``clock`` gives monotonic seconds."""
        self._seconds = seconds
        self._clock = clock
        self._size = size
        self._key = secrets.token_bytes(32)
        self._until: dict[bytes, float] = {}
        self._lock = Lock()

    def remember(self, name: str, password: str, stored_hash: str) -> None:
        """Record a success; the oldest one makes room."""
        digest = self._digest(name, password, stored_hash)
        with self._lock:
            self._until.pop(digest, None)
            while len(self._until) >= self._size:
                self._until.pop(next(iter(self._until)))
            self._until[digest] = self._clock() + self._seconds

    def includes(self, name: str, password: str, stored_hash: str) -> bool:
        """Tell whether these very credentials succeeded recently."""
        digest = self._digest(name, password, stored_hash)
        with self._lock:
            until = self._until.get(digest)
        return until is not None and self._clock() < until

    def _digest(self, *fields: str) -> bytes:
        encoded = [field.encode() for field in fields]
        framed = b"".join(len(field).to_bytes(8, "big") + field for field in encoded)
        return hmac.digest(self._key, framed, hashlib.sha256)
