"""Passwords: made, judged, hashed and verified."""

import secrets
import string
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.faults import BadPassword

LONGEST_BYTES = 1024
SHORTEST_TYPED = 12

# Letters and digits that nobody takes for another; 24 of these 57 hold 139 bits.
_ALPHABET = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1Il")
_GENERATED = 24

# OWASP Password Storage Cheat Sheet, Argon2id: m=19456 KiB, t=2, p=1.
_HASHER = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)


def generate_password() -> str:
    """Return a new random password of letters and digits, easy to paste and to read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GENERATED))


def judge_typed(password: str) -> None:
    """Raise ``BadPassword`` when a password that a person chose is too short or cannot be sent."""
    if len(password) < SHORTEST_TYPED:
        raise BadPassword(f"password: expected at least {SHORTEST_TYPED} characters")
    if any(unicodedata.category(character) == "Cc" for character in password):
        raise BadPassword("password: expected one line without control characters")
    _refuse_long(password)


def hash_password(password: str) -> str:
    """Return the argon2id hash, parameters and salt included.

    Raises ``BadPassword`` for more than 1024 bytes, before any hashing.
    """
    _refuse_long(password)
    return _HASHER.hash(password)


def verify(stored_hash: str, password: str) -> bool:
    """Tell whether the password is the one behind the hash."""
    if _is_long(password):
        return False
    try:
        return _HASHER.verify(stored_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def is_weaker(stored_hash: str) -> bool:
    """Tell whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored_hash)


def _refuse_long(password: str) -> None:
    if _is_long(password):
        raise BadPassword(f"password: expected at most {LONGEST_BYTES} bytes")


def _is_long(password: str) -> bool:
    return len(password.encode()) > LONGEST_BYTES
