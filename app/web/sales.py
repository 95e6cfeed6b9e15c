"""/sales: a shop's own programs hand its sales in, look them up and change them."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden

from app.accounts.account import Role
from app.accounts.login import Login
from app.intake.deliveries import Deliveries, as_bytes
from app.intake.handing_in import Mode, read_batch
from app.intake.known_sales import KnownSales
from app.intake.sale_documents import BadDocument
from app.ledger.receipts import Kept
from app.platforms.platform import BadQuestion
from app.shops.shop import Shop
from app.web.any_text import AnyText
from app.web.auth import protect
from app.web.json_body import read_body
from app.web.refused_sales import answer_refusals
from app.web.repeated_requests import read_request

JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"


def sales_blueprint(
    shops: Mapping[str, Shop], login: Login, deliveries: Deliveries, known: KnownSales
) -> Blueprint:
    """Return ``/sales``; it needs an account with the role ``send`` of a shop in the ledger."""
    blueprint = Blueprint("sales", __name__)
    blueprint.record(lambda state: state.app.url_map.converters.update(text=AnyText))
    protect(blueprint, login, Role.SEND)
    answer_refusals(blueprint)

    def hand_in() -> Response:
        shop = own_shop(shops)
        batch = read_batch(read_body(JSON))
        repeated = read_request(g.account)
        return told(deliveries.take(shop, g.account.name, batch, _mode(), repeated))

    def show(id: str) -> Response:
        return _answer(as_bytes(known.show(own_shop(shops), g.account.name, id)))

    def change(id: str) -> Response:
        shop = own_shop(shops)
        patch = _patch(read_body(MERGE_PATCH, JSON))
        return _answer(as_bytes(known.change(shop, g.account.name, id, patch)))

    for path, view, method in (
        ("/sales", hand_in, "POST"),
        ("/sales/<text:id>", show, "GET"),
        ("/sales/<text:id>", change, "PATCH"),
    ):
        blueprint.add_url_rule(
            path, view_func=view, methods=[method], provide_automatic_options=False
        )
    return blueprint


def own_shop(shops: Mapping[str, Shop]) -> Shop:
    """Return the shop of the account: nothing in the request can name another."""
    shop = shops.get(g.account.shop)
    if shop is None:
        raise Forbidden("this account's shop is not set up here (any more): ask the owner")
    if not shop.in_ledger:
        raise Forbidden(
            "this shop's sales are read from its own database: enter them there, or have the owner "
            "take database out of the shop's file"
        )
    return shop


def _mode() -> Mode:
    given = request.args.getlist("mode")
    if not given:
        return Mode.EACH
    if len(given) > 1 or given[0] not in list(Mode):
        raise BadQuestion("mode", f"expected {' or '.join(Mode)}, once")
    return Mode(given[0])


def _patch(document: Any) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise BadDocument({"": "write an object with the fields that change"})
    return document


def told(kept: Kept) -> Response:
    """Return the receipt, with the address of a sale that is new."""
    response = _answer(kept.body, kept.status)
    if kept.status == 201:
        (line,) = json.loads(kept.body)["sales"]
        response.headers["Location"] = f"/sales/{quote(line['id'], safe='')}"
    return response


def _answer(body: bytes, status: int = 200) -> Response:
    response = Response(body, status, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
