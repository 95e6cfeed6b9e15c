"""/webhooks: messages of other systems that tell of a shop's sales, in their own words."""

from collections.abc import Mapping

from flask import Blueprint, Response, g
from werkzeug.exceptions import NotFound

from app.accounts.account import Role
from app.accounts.login import Login
from app.intake.deliveries import Deliveries
from app.intake.handing_in import Batch, Mode
from app.ledger.entry import Way
from app.shops.shop import Shop
from app.shops.webhook import CallWebhook, Webhook
from app.web.auth import protect
from app.web.refused_sales import answer_refusals
from app.web.sales import own_shop, told
from app.web.webhook_messages import sale_told


def webhooks_blueprint(
    shops: Mapping[str, Shop], login: Login, deliveries: Deliveries
) -> Blueprint:
    """Return ``/webhooks/{name}``; it needs an account with the role ``send``."""
    blueprint = Blueprint("webhooks", __name__)
    protect(blueprint, login, Role.SEND)
    answer_refusals(blueprint)

    def take(name: str) -> Response:
        shop = own_shop(shops)
        webhook = webhook_named(shop, name)
        if webhook is None:
            raise NotFound(
                "the file of this account's shop has no [[webhook]] of this name: add it"
            )
        return hand_in(deliveries, shop, webhook)

    blueprint.add_url_rule(
        "/webhooks/<name>", view_func=take, methods=["POST"], provide_automatic_options=False
    )
    return blueprint


def webhook_named(shop: Shop, name: str) -> Webhook | CallWebhook | None:
    """Return the shop's webhook of this name."""
    return next((webhook for webhook in shop.webhooks if webhook.name == name), None)


def hand_in(deliveries: Deliveries, shop: Shop, webhook: Webhook | CallWebhook) -> Response:
    """Enter the sale that the request tells of, as sent by its account, and tell its receipt."""
    sale = sale_told(webhook)
    batch = Batch([] if sale is None else [sale], alone=sale is not None)
    return told(deliveries.take(shop, g.account.name, batch, Mode.EACH, way=Way.WEBHOOK))
