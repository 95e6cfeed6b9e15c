"""Who may use the desk: an operator with a session, for the sales of the own shop, unforged."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from app.shops.shop import Shop
from app.web.desk.forgery import carries_token, refuse_other_sites
from app.web.desk.kept_form import KeptForm, sent_form
from app.web.desk.language import choose_language
from app.web.desk.language import text as _
from app.web.desk.session import Sessions, form_token

_WITHOUT_SESSION = {"desk.login", "desk.log_in", "desk.static", "desk.missing"}


def admit_operators(blueprint: Blueprint, shops: Mapping[str, Shop], sessions: Sessions) -> None:
    """Let operators in and nobody else; set ``g.account`` and ``g.shop``."""

    @blueprint.before_request
    def enter() -> ResponseReturnValue | None:
        choose_language()
        if request.method == "POST":
            refuse_other_sites()
        if request.endpoint in _WITHOUT_SESSION:
            return None
        g.account = sessions.account()
        if g.account is None:
            return _ask_to_log_in()
        if request.method == "POST" and not carries_token():
            return _ask_again()
        if request.endpoint == "desk.log_out":
            return None
        return _to_the_shop(shops.get(g.account.shop))


def log_in_page(kept: KeptForm | None, fault: str = "", status: int = 200) -> ResponseReturnValue:
    """Return the form of the login; what was typed elsewhere waits in it."""
    form_token()
    page = render_template(
        "desk/login.html", kept=kept, fault=fault, name=request.form.get("name", "")
    )
    return page, status


def _ask_to_log_in() -> ResponseReturnValue:
    if request.method != "POST":
        return redirect(url_for("desk.login"), 303)
    fault = _("Your session has ended. Log in, and what you typed will be here again.")
    return log_in_page(sent_form(), fault, 403)


def _ask_again() -> ResponseReturnValue:
    if request.files:
        flash(_("This page was opened before you logged in. Choose the file again."), "fault")
        return redirect(url_for("desk.imports"), 303)
    return render_template("desk/again.html", kept=sent_form()), 403


def _to_the_shop(shop: Shop | None) -> ResponseReturnValue | None:
    if shop is None:
        raise Forbidden("this account's shop is not set up here (any more): ask the owner")
    g.shop = shop
    return None if shop.in_ledger else render_template("desk/elsewhere.html")
