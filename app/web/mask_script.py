"""/mask.js: the script with which a shop's pages show the visitor's client ID in disguise."""

import gzip
from pathlib import Path

from flask import Blueprint, Response, request

KEPT_SECONDS = 86_400
STALE_SECONDS = 7 * 86_400

_SCRIPT = Path(__file__).with_name("mask.js")


def mask_script_blueprint() -> Blueprint:
    """Return ``/mask.js``, the same for every shop; browsers keep it for a day."""
    blueprint = Blueprint("mask-script", __name__)
    script = _SCRIPT.read_bytes()
    packed = gzip.compress(script, mtime=0)

    @blueprint.get("/mask.js", provide_automatic_options=False)
    def mask() -> Response:
        if request.accept_encodings["gzip"]:
            response = _answer(packed)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = _answer(script)
        response.make_conditional(request)
        return response

    return blueprint


def _answer(body: bytes) -> Response:
    response = Response(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = (
        f"public, max-age={KEPT_SECONDS}, stale-while-revalidate={STALE_SECONDS}"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.vary.add("Accept-Encoding")
    response.add_etag()
    return response
