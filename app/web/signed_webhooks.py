"""/webhooks/{name}/{account}: telephony services that send no login; their signature is it."""

import re
from collections.abc import Mapping

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Unauthorized

from app.accounts.account import Account, Role
from app.accounts.login import Login
from app.intake.deliveries import Deliveries
from app.intake.telephony import is_genuine
from app.platforms.platform import BadQuestion
from app.shops.shop import Shop
from app.shops.webhook import CallWebhook
from app.web.refused_sales import answer_refusals
from app.web.sales import own_shop
from app.web.webhook_messages import read_delivery, refuse_pages
from app.web.webhooks import hand_in, webhook_named

ECHO_PATTERN = "[A-Za-z0-9._-]{1,128}"
_ECHO = re.compile(ECHO_PATTERN, re.ASCII)
_PATH = "/webhooks/<name>/<account>"
_NOT_OPENED = (
    "the signature, the account or the webhook is wrong: the address is /webhooks/NAME/ACCOUNT, "
    "with a [[webhook]] of a service and its secret in the shop's file"
)


def signed_webhooks_blueprint(
    shops: Mapping[str, Shop], login: Login, deliveries: Deliveries
) -> Blueprint:
    """Return ``/webhooks/{name}/{account}``; the account has the role ``send``."""
    blueprint = Blueprint("signed_webhooks", __name__)
    answer_refusals(blueprint)

    def take(name: str, account: str) -> Response:
        refuse_pages()
        delivery = read_delivery()
        sender = _sender(login, account)
        webhook = _call_webhook(shops, sender, name)
        if sender is None or webhook is None or not is_genuine(delivery, webhook):
            raise Unauthorized(_NOT_OPENED)
        g.account = sender
        return hand_in(deliveries, own_shop(shops), webhook)

    def echo(name: str, account: str) -> Response:
        """Say what Zadarma asks to hear, and nothing of whether there is such a webhook."""
        asked = request.args.getlist("zd_echo")
        if len(asked) != 1 or not _ECHO.fullmatch(asked[0]):
            raise BadQuestion("zd_echo", f"expected once, as {ECHO_PATTERN}")
        return Response(asked[0], content_type="text/plain; charset=utf-8")

    for view, method in ((take, "POST"), (echo, "GET")):
        blueprint.add_url_rule(
            _PATH, view_func=view, methods=[method], provide_automatic_options=False
        )
    return blueprint


def _sender(login: Login, name: str) -> Account | None:
    found = login.find(name)
    return found.account if found and Role.SEND in found.account.roles else None


def _call_webhook(
    shops: Mapping[str, Shop], sender: Account | None, name: str
) -> CallWebhook | None:
    shop = shops.get(sender.shop) if sender else None
    webhook = webhook_named(shop, name) if shop else None
    return webhook if isinstance(webhook, CallWebhook) else None
