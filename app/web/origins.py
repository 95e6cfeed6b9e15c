"""Origins: pages of a shop's site may ask here, and the page's address tells which shop's."""

from collections.abc import Iterable

from flask import Blueprint, Response, g, request

from app.shops.shop import Shop
from app.web.problem_types import PROBLEM_TYPES
from app.web.problems import problem

PREFLIGHT_KEPT_SECONDS = 86_400
MAX_SHOWN_CHARACTERS = 200


def admit_sites(blueprint: Blueprint, shops: Iterable[Shop]) -> None:
    """Let only pages of the shops' sites into the blueprint; set ``g.shop``.

    Browsers alone keep to this (Fetch standard, section 3.2, CORS protocol): it is no login.
    """
    by_origin = {
        origin: shop for shop in shops if shop.site is not None for origin in shop.site.origins
    }

    @blueprint.before_request
    def enter() -> Response | None:
        g.shop = by_origin.get(request.headers.get("Origin", ""))
        return _unknown_origin() if g.shop is None else None

    @blueprint.after_request
    def allow(response: Response) -> Response:
        response.vary.add("Origin")
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if g.get("shop") is not None:
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        return response


def preflight() -> Response:
    """Tell a browser that its page may send what it is about to send."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    response.headers["Access-Control-Allow-Methods"] = "POST"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_KEPT_SECONDS)
    return response


def _unknown_origin() -> Response:
    origin = request.headers.get("Origin")
    if origin is None:
        told = "the header Origin is missing: browsers send it for the page they show"
    else:
        shown = origin[:MAX_SHOWN_CHARACTERS]
        told = f"no shop here has the site {shown!r}: add it to origins under [site]"
    return problem(PROBLEM_TYPES["unknown-origin"], f"{told} in the shop's file")
