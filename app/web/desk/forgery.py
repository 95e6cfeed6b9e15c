"""Forged forms: nothing is changed by a request that another site has made the browser send."""

import hmac
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

from app.web.desk.session import form_token


def refuse_other_sites() -> None:
    """Raise ``Forbidden`` where the browser says that another site sends this form.

    Fetch Metadata (W3C, Sec-Fetch-Site) is believed first; Origin (RFC 6454) where a browser or
    an address without TLS has no such header. Neither knows of a proxy's scheme, so hosts compare.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        own = site == "same-origin"
    else:
        own = origin is None or urlsplit(origin).netloc == request.host
    if not own:
        raise Forbidden("the form was sent from another site")


def carries_token() -> bool:
    """Tell whether the form has the token of this session, made for nobody else."""
    sent = request.form.get("token", "")
    return hmac.compare_digest(sent.encode(), form_token().encode())
