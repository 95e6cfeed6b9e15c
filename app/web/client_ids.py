"""/client-ids: a page of a shop's site gets a new client ID for its visitor."""

import math
import time
from collections.abc import Callable, Collection

from flask import Blueprint, Response, g, jsonify, request

from app.accounts.place import place_of
from app.ledger.client_ids import EnoughToday, UsedUp
from app.sales.client_id import ClientID
from app.sales.first_page import FirstPage
from app.sales.supply import Supply
from app.shops.shop import Shop
from app.shops.site import Site
from app.shops.site_supply import supplies
from app.traffic.window import Window
from app.web.first_page import read_first_page
from app.web.origins import admit_sites, preflight
from app.web.problems import not_now

LONGEST_WAIT_SECONDS = 3600

Give = Callable[[Supply, FirstPage], ClientID]


def client_ids_blueprint(
    shops: Collection[Shop],
    give: Give,
    per_minute: int,
    clock: Callable[[], float] = time.monotonic,
) -> Blueprint:
    """Return ``/client-ids``, for the pages of the shops' sites and nobody else.

    One place gets ``per_minute`` IDs of a shop from this process; ``give`` raises ``UsedUp``,
    ``EnoughToday`` or ``LedgerUnavailable``.
    """
    blueprint = Blueprint("client-ids", __name__)
    sites = {shop.name: shop.site for shop in shops if shop.site is not None}
    supply = supplies(shops)
    window = Window(per_minute, clock)

    def new_client_id() -> Response:
        visitors = (g.shop.name, place_of(request.remote_addr or ""))
        if wait := window.wait_seconds(visitors):
            return not_now("too-many-client-ids", math.ceil(wait))
        page = read_first_page()
        window.record(visitors)
        try:
            client_id = give(supply[g.shop.name], page)
        except UsedUp:
            return _used_up()
        except EnoughToday:
            return not_now("too-many-client-ids", LONGEST_WAIT_SECONDS)
        return _given(client_id, sites[g.shop.name])

    admit_sites(blueprint, shops)
    for view, method in ((new_client_id, "POST"), (preflight, "OPTIONS")):
        blueprint.add_url_rule(
            "/client-ids",
            view_func=view,
            methods=[method],
            provide_automatic_options=False,
        )
    return blueprint


def _used_up() -> Response:
    g.fault = "every client ID of the shop's format belongs to a visitor; see shopstat check"
    return not_now("client-ids-used-up", LONGEST_WAIT_SECONDS)


def _given(client_id: ClientID, site: Site) -> Response:
    max_age = int(site.cookie_age.total_seconds())
    response = jsonify(client_id=client_id, max_age=max_age)
    response.status_code = 201
    response.headers["Cache-Control"] = "no-store"
    return response
