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
        self._opened: dict[bytes, tuple[bytes, float]] = {}
        self._lock = Lock()

    def remember(self, name: str, password: str, stored_hash: str) -> None:
        """Record a success; the oldest one makes room."""
        credentials = self._digest(name, password)
        opened = self._digest(name, password, stored_hash)
        with self._lock:
            self._opened.pop(credentials, None)
            while len(self._opened) >= self._size:
                self._opened.pop(next(iter(self._opened)))
            self._opened[credentials] = opened, self._clock() + self._seconds

    def includes(self, name: str, password: str, stored_hash: str) -> bool:
        """Tell whether these very credentials succeeded recently."""
        return self._opened_by(name, password) == self._digest(name, password, stored_hash)

    def may_include(self, name: str, password: str) -> bool:
        """Tell whether these credentials succeeded recently, whatever is stored for them now."""
        return self._opened_by(name, password) is not None

    def _opened_by(self, name: str, password: str) -> bytes | None:
        credentials = self._digest(name, password)
        with self._lock:
            opened, until = self._opened.get(credentials, (None, 0.0))
        return opened if self._clock() < until else None

    def _digest(self, *fields: str) -> bytes:
        encoded = [field.encode() for field in fields]
        framed = b"".join(len(field).to_bytes(8, "big") + field for field in encoded)
        return hmac.digest(self._key, framed, hashlib.sha256)
