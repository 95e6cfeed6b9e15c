"""/webhooks: messages of other systems that tell of a shop's sales, in their own words."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden, NotFound

from app.accounts.account import Role
from app.accounts.login import Login
from app.intake.deliveries import Deliveries
from app.intake.handing_in import Batch, Mode
from app.intake.sale_documents import BadDocument
from app.intake.webhooks import sale_in
from app.ledger.entry import Way
from app.shops.shop import Shop
from app.shops.webhook import Webhook
from app.web.auth import protect
from app.web.json_body import read_body
from app.web.refused_sales import answer_refusals
from app.web.sales import JSON, own_shop, told

FORM = "application/x-www-form-urlencoded"


def webhooks_blueprint(
    shops: Mapping[str, Shop], login: Login, deliveries: Deliveries
) -> Blueprint:
    """Return ``/webhooks/{name}``; it needs an account with the role ``send``."""
    blueprint = Blueprint("webhooks", __name__)
    protect(blueprint, login, Role.SEND)
    answer_refusals(blueprint)

    def take(name: str) -> Response:
        shop = own_shop(shops)
        sale = sale_in(_message(), _webhook(shop, name))
        batch = Batch([] if sale is None else [sale], alone=sale is not None)
        kept = deliveries.take(shop, g.account.name, batch, Mode.EACH, way=Way.WEBHOOK)
        return told(kept)

    blueprint.add_url_rule(
        "/webhooks/<name>", view_func=take, methods=["POST"], provide_automatic_options=False
    )
    return blueprint


def _webhook(shop: Shop, name: str) -> Webhook:
    for webhook in shop.webhooks:
        if webhook.name == name:
            return webhook
    raise NotFound("the file of this account's shop has no [[webhook]] of this name: add it")


def _message() -> Mapping[str, Any]:
    """Return the message; one that a browser sends from a page is none (it names its Origin)."""
    if "Origin" in request.headers:
        raise Forbidden("a webhook is for programs: pages of sites are not heard here")
    if request.mimetype == FORM:
        return request.form.to_dict()
    message = read_body(JSON)
    if not isinstance(message, dict):
        raise BadDocument({"": "write an object"})
    return message
