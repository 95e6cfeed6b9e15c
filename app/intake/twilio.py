"""Twilio tells of calls: status callbacks, forms signed in the header ``X-Twilio-Signature``.

The signature, and that an address may hold a login: "Security",
https://www.twilio.com/docs/usage/security, and "Webhooks security",
https://www.twilio.com/docs/usage/webhooks/webhooks-security. The fields are those of "Call
resource", https://www.twilio.com/docs/voice/api/call-resource, StatusCallback; read was the table
of its compatible copy, "Hangup" of Telnyx's TeXML,
https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/hangup. All read on
22 November 2026, in stored copies.
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from app.intake.call import Call, Delivery, read_seconds, require
from app.intake.sale_documents import BadDocument
from app.sales.excerpt import excerpt

# A call that nobody answered ends as busy, no-answer, failed or canceled.
_ANSWERED = "completed"


def is_signed(delivery: Delivery, secret: str) -> bool:
    """Tell whether it comes from the Twilio account whose auth token this is."""
    given = delivery.headers.get("X-Twilio-Signature", "").encode()
    addresses = _addresses(delivery.address)
    return any(
        hmac.compare_digest(_signature(address, delivery.form, secret), given)
        for address in addresses
    )


def call_in(delivery: Delivery) -> Call | None:
    """Return the answered call that has ended; raises ``BadDocument``.

    What the address says after ``client_id=`` is the client ID.
    """
    form = delivery.form
    if form.get("CallStatus") != _ANSWERED:
        return None
    require(form, "CallSid", "CallDuration", "Timestamp")
    seconds = read_seconds(form, "CallDuration")
    return Call(
        id=form["CallSid"],
        started_at=_start(form["Timestamp"], seconds).isoformat(),
        seconds=seconds,
        incoming=form.get("Direction") == "inbound",
        client_text=delivery.query.get("client_id"),
    )


def _signature(address: str, form: Mapping[str, str], secret: str) -> bytes:
    text = address + "".join(name + form[name] for name in sorted(form))
    return b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest())


def _addresses(address: str) -> Iterator[str]:
    """Write the address in the ways it may have been signed.

    A proxy that ends TLS hides the scheme from us, and Twilio leaves the port out or not.
    """
    parts = urlsplit(address)
    for scheme in ("https", "http"):
        for place in dict.fromkeys((parts.netloc, parts.netloc.rpartition(":")[0] or parts.netloc)):
            yield parts._replace(scheme=scheme, netloc=place).geturl()


def _start(ended: str, seconds: int) -> datetime:
    """Return when the call began: the callback is about its end, in the words of RFC 2822."""
    try:
        end = parsedate_to_datetime(ended)
        return (end if end.tzinfo else end.replace(tzinfo=UTC)) - timedelta(seconds=seconds)
    except (ValueError, OverflowError) as error:
        cure = f"expected a time like Fri, 20 Nov 2026 09:00:00 +0000, got {excerpt(ended)}"
        raise BadDocument({"Timestamp": cure}) from error
