"""/metrics: figures for a monitoring system on this machine."""

import importlib
import importlib.util
import time
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, g, request
from werkzeug.exceptions import NotFound

from app.ledger.observed import Observed

if TYPE_CHECKING:
    from app.web.meter import Meter

# What proxies add about those whom they ask for; X-Forwarded- has many endings.
_OF_PROXIES = ("Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip")
_MISSING = "metrics need a library that is not installed: pip install 'shopstat[metrics]'"


def serve_metrics(app: Flask, platforms: str, observed: Callable[[], Observed]) -> None:
    """Count the app's answers and tell the figures at ``/metrics``, to this machine alone.

    ``platforms`` is the name of the blueprint whose views are the platforms. The figures name the
    shops, so whoever comes from elsewhere, or through a proxy, is told that there is nothing.
    """
    meter = _meter(observed)
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics", provide_automatic_options=False)
    def metrics() -> Response:
        if not _is_local():
            raise NotFound
        if meter is None:
            raise NotFound(_MISSING)
        return _text(meter.write())

    app.register_blueprint(blueprint)
    if meter is not None:
        _count(app, platforms, meter)


def _meter(observed: Callable[[], Observed]) -> "Meter | None":
    if importlib.util.find_spec("prometheus_client") is None:
        return None
    made: Meter = importlib.import_module("app.web.meter").Meter(observed)
    return made


def _count(app: Flask, platforms: str, meter: "Meter") -> None:
    @app.after_request
    def count(response: Response) -> Response:
        # the processes share their figures in files; one that cannot be made costs no answer
        with suppress(OSError):
            if request.blueprint == platforms:
                platform = str(request.endpoint).rpartition(".")[2]
                meter.count_answer(platform, response.status_code, time.monotonic() - g.began)
            if "problem" in g:
                meter.count_refusal(g.problem)
        return response


def _is_local() -> bool:
    """Tell whether the question was made on this machine, and is not another's handed on.

    A proxy on this machine is a neighbour as well. It gives itself away by a header, by the public
    name it was asked for, or by HTTP/1.0, which nginx speaks to us unless it is told otherwise. One
    that hides all three cannot be told from a monitor: it has to keep the path to itself.
    """
    return (
        _is_loopback(request.remote_addr)
        and _is_loopback(_asked_name())
        and request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
        and not any(_is_of_proxies(name) for name, _ in request.headers.items())
    )


def _is_of_proxies(header: str) -> bool:
    return header in _OF_PROXIES or header.startswith("X-Forwarded-")


def _asked_name() -> str | None:
    """Return the host that the question was addressed to, without its port."""
    name = urlsplit(f"//{request.host}").hostname
    return "127.0.0.1" if name == "localhost" else name


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _text(figures: bytes) -> Response:
    response = Response(figures, content_type="text/plain; version=0.0.4; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
