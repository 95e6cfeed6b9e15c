"""Requests that carry a key of their own, so that one that is sent again is known again.

The header is that of draft-ietf-httpapi-idempotency-key-header-06 (24 February 2025), section 2.1;
a key without its quotes is taken too, as most clients send it.
"""

import hashlib
import re

from flask import request
from werkzeug.exceptions import BadRequest

from app.accounts.account import Account
from app.ledger.receipts import Request

HEADER = "Idempotency-Key"
_KEY = "[A-Za-z0-9._:~+/=-]{1,128}"
PATTERN = f'"{_KEY}"|{_KEY}'
_CURE = "write 1 to 128 letters, digits or . _ : ~ + / = -, such as a UUID, once"


def read_request(account: Account) -> Request | None:
    """Return what tells this request from any other, None where it has no key; raises 400."""
    given = request.headers.get(HEADER)
    if given is None:
        return None
    if not re.fullmatch(PATTERN, given):
        raise BadRequest(f"{HEADER}: {_CURE}")
    return Request(account.shop, account.name, given.strip('"'), _digest())


def _digest() -> str:
    sent = hashlib.sha256(request.path.encode() + b"?" + request.query_string)
    sent.update(b"\0" + request.get_data())
    return sent.hexdigest()
