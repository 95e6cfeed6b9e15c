"""The desk's own style, script and icon, each under an address that changes with its content."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

KEPT_SECONDS = 365 * 86_400
FILES = ("pico-2.1.1.min.css", "desk.css", "desk.js", "icon.svg")

_FOLDER = Path(__file__).with_name("static")


def serve_static(blueprint: Blueprint) -> None:
    """Add the address of the files; browsers never ask again for one they have."""

    @blueprint.get("/static/<digest>/<name>", provide_automatic_options=False)
    def static(digest: str, name: str) -> Response:
        if name not in FILES or digest != _digest(name):
            raise NotFound
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = Response((_FOLDER / name).read_bytes(), mimetype=kind)
        response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}, immutable"
        response.add_etag()
        response.make_conditional(request)
        return response


def address_of(name: str) -> str:
    """Return the address of a file as it is now."""
    return url_for("desk.static", digest=_digest(name), name=name)


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:16]
