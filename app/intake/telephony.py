"""Telephony services whose messages we know: each answered call is one sale.

A service is a file of its own; a new one gets a file, a word in ``Service`` and a line here.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from app.intake import twilio, zadarma
from app.intake.call import Call, Delivery
from app.sales.channel import Channel
from app.shops.webhook import CallWebhook, Service


class Telephony(Protocol):
    """What the file of a service knows."""

    def is_signed(self, delivery: Delivery, secret: str) -> bool:
        """Tell whether the service sent it, on behalf of who has this secret."""

    def call_in(self, delivery: Delivery) -> Call | None:
        """Return the answered call that has ended, None for any other message."""


SERVICES: Mapping[Service, Telephony] = {Service.TWILIO: twilio, Service.ZADARMA: zadarma}


def is_genuine(delivery: Delivery, webhook: CallWebhook) -> bool:
    """Tell whether the service of the webhook sent it."""
    return SERVICES[webhook.service].is_signed(delivery, webhook.secret)


def sale_of_call(delivery: Delivery, webhook: CallWebhook) -> dict[str, Any] | None:
    """Return the sale of the call as ``POST /sales`` takes it, None where it is none.

    Raises ``BadDocument``.
    """
    call = SERVICES[webhook.service].call_in(delivery)
    if call is None or call.seconds < webhook.min_seconds:
        return None
    direction = "incoming" if call.incoming else "outgoing"
    return {
        "id": call.id,
        "channel": Channel.CALL.value,
        "client_id": call.client_text,
        "sold_at": call.started_at,
        "revenue": "0.00",
        "comment": f"{webhook.service}: {direction}, {call.seconds} s",
    }
