"""The Authorization header, read strictly: one pair of Basic credentials or nothing."""

import re
import unicodedata
from base64 import b64decode, b64encode

from app.accounts.passwords import LONGEST_BYTES

LONGEST_HEADER = 2048
_BASIC = re.compile(r"(?i:basic) ([A-Za-z0-9+/]+={0,2})", re.ASCII)


def read_basic(header: str | None) -> tuple[str, str] | None:
    """Return (name, password), or None for whatever is not exactly RFC 7617 in UTF-8.

    The name is not empty and ends at the first colon; a password has at most 1024 bytes.
    """
    decoded = _decode(header or "")
    if decoded is None or _has_controls(decoded):
        return None
    name, colon, password = decoded.partition(":")
    if not name or not colon or len(password.encode()) > LONGEST_BYTES:
        return None
    return name, password


def _decode(header: str) -> str | None:
    if len(header) > LONGEST_HEADER or not (basic := _BASIC.fullmatch(header)):
        return None
    token = basic[1].encode()
    try:
        decoded = b64decode(token, validate=True)
        return decoded.decode() if b64encode(decoded) == token else None
    except ValueError:
        return None


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(character) == "Cc" for character in text)
