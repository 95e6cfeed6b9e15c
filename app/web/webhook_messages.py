"""A webhook's message as it came, and the sale in it, as the shop's file reads it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import request
from werkzeug.exceptions import Forbidden, UnsupportedMediaType

from app.intake.call import Delivery
from app.intake.sale_documents import BadDocument
from app.intake.telephony import is_genuine, sale_of_call
from app.intake.webhooks import sale_in
from app.shops.webhook import CallWebhook, Webhook
from app.web.json_body import read_body
from app.web.sales import JSON

FORM = "application/x-www-form-urlencoded"


def sale_told(webhook: Webhook | CallWebhook) -> dict[str, Any] | None:
    """Return the sale that the request tells of, None where it is about something else.

    Raises ``BadDocument``, 403 for a page of a site and for a wrong signature, 415.
    """
    refuse_pages()
    if isinstance(webhook, Webhook):
        return sale_in(_message(), webhook)
    delivery = read_delivery()
    if not is_genuine(delivery, webhook):
        raise Forbidden(
            f"the signature does not fit: write the secret that {webhook.service} signs with into "
            f"[[webhook]] {webhook.name} of the shop's file; behind a proxy pass Host on"
        )
    return sale_of_call(delivery, webhook)


def refuse_pages() -> None:
    """Refuse what a browser sends from a page: it names its Origin."""
    if "Origin" in request.headers:
        raise Forbidden("a webhook is for programs: pages of sites are not heard here")


def read_delivery() -> Delivery:
    """Return the message of a telephony service."""
    if request.mimetype != FORM:
        raise UnsupportedMediaType(f"send it with Content-Type: {FORM}")
    headers, query = dict(request.headers), request.args.to_dict()
    return Delivery(_address(), headers, query, request.form.to_dict())


def _address() -> str:
    """Return the address as it was asked for: letters and blanks stay as they were encoded."""
    query = request.query_string.decode("latin-1")
    path = quote(request.root_path + request.path, safe="/@")
    return f"{request.scheme}://{request.host}{path}" + (f"?{query}" if query else "")


def _message() -> Mapping[str, Any]:
    if request.mimetype == FORM:
        return request.form.to_dict()
    message = read_body(JSON)
    if not isinstance(message, dict):
        raise BadDocument({"": "write an object"})
    return message
