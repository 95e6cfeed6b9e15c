"""One log line per request, told at the door: who asked what, what they got; never a secret."""

import json
import logging
import time
import uuid
from typing import Any

from flask import Flask, Response, g, request

MAX_VALUE_CHARACTERS = 200

log = logging.getLogger("shopstat.request")


def log_requests(app: Flask) -> None:
    """Give each request an id, and write one line when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def log_line(**values: Any) -> str:
    """Return ``key=value`` pairs on one line, whatever the values hold; None is left out."""
    return " ".join(f"{key}={_shown(value)}" for key, value in values.items() if value is not None)


def _begin() -> None:
    g.request_id = uuid.uuid4().hex
    g.began = time.monotonic()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    account, tally, shop = g.get("account"), g.get("tally"), g.get("shop")
    log.info(
        log_line(
            request=g.request_id,
            method=request.method,
            path=request.path,
            status=response.status_code,
            account=account and account.name,
            password="old" if account and account.by_old_password else None,
            shop=account.shop if account else shop and shop.name,
            day=g.get("day"),
            rows=tally and tally.rows,
            bytes=response.content_length,
            milliseconds=round((time.monotonic() - g.began) * 1000),
            peer=request.remote_addr,
            agent=request.user_agent.string or None,
            fault=g.get("fault"),
        )
    )
    return response


def _shown(value: Any) -> str:
    """Leave plain words bare; quote and escape the rest, so that no value can start a line."""
    text = str(value)[:MAX_VALUE_CHARACTERS]
    plain = text.isascii() and text.isprintable() and text and not set(text) & set(' "=\\')
    return text if plain else json.dumps(text)
