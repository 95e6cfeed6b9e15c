"""Zadarma's PBX tells of calls: a form, signed in the header ``Signature``.

The fields, and what is signed of each event: Zadarma's own class for PHP,
https://github.com/zadarma/user-api-v1 (lib/Webhook). How it is signed: "API - Incoming call
notifications" of its reseller Megacall,
https://phoenixsolutionssl.freshdesk.com/support/solutions/articles/48001258477, which repeats
https://zadarma.com/en/support/api/. All read on 22 November 2026, in stored copies. What was read
does not say that a login in the address is sent: the signature is the login. No field holds what
an operator wrote.
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime

from app.intake.call import Call, Delivery, read_seconds, require
from app.intake.sale_documents import BadDocument
from app.sales.excerpt import excerpt

_INCOMING, _OUTGOING = "NOTIFY_END", "NOTIFY_OUT_END"
_ANSWERED = "answered"
_OF_THE_CALLER = ("caller_id", "called_did", "call_start")
_OF_AN_EXTENSION = ("internal", "destination", "call_start")
_SIGNED = {
    "NOTIFY_START": _OF_THE_CALLER,
    "NOTIFY_INTERNAL": _OF_THE_CALLER,
    "NOTIFY_IVR": _OF_THE_CALLER,
    "NOTIFY_ANSWER": ("caller_id", "destination", "call_start"),
    _INCOMING: _OF_THE_CALLER,
    "NOTIFY_OUT_START": _OF_AN_EXTENSION,
    _OUTGOING: _OF_AN_EXTENSION,
    "NOTIFY_RECORD": ("pbx_call_id", "call_id_with_rec"),
}


def is_signed(delivery: Delivery, secret: str) -> bool:
    """Tell whether it comes from the PBX whose API secret this is."""
    signed = _SIGNED.get(delivery.form.get("event", ""))
    text = "".join(delivery.form.get(name, "") for name in signed or ())
    # PHP's hash_hmac gives hexadecimal digits, and those are what is written in base64
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).hexdigest()
    given = delivery.headers.get("Signature", "")
    return hmac.compare_digest(b64encode(digest.encode()), given.encode()) and signed is not None


def call_in(delivery: Delivery) -> Call | None:
    """Return the answered call that has ended; raises ``BadDocument``.

    ``call_start`` has no offset: it is the clock of the PBX.
    """
    form = delivery.form
    if form.get("event") not in (_INCOMING, _OUTGOING):
        return None
    require(form, "pbx_call_id", "call_start", "disposition", "duration")
    if form["disposition"] != _ANSWERED:
        return None
    return Call(
        id=form["pbx_call_id"],
        started_at=_start(form["call_start"]),
        seconds=read_seconds(form, "duration"),
        incoming=form["event"] == _INCOMING,
    )


def _start(text: str) -> str:
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError as error:
        cure = f"expected a time like 2026-11-20 12:00:00, got {excerpt(text)}"
        raise BadDocument({"call_start": cure}) from error
