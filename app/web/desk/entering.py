"""The first page of the desk: a sale is entered, the last ones and the day's sums are seen."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import uuid4

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.ledger.book import Book, EnteredOtherwise
from app.ledger.entry import Origin, Way
from app.sales.channel import Channel
from app.sales.day import Day
from app.sales.unmask import Unreadable
from app.web.desk.language import text as _
from app.web.desk.sale_form import Refused, Typed, blank, new_sale, typed_in
from app.web.desk.verdict import told

SENDER = "desk:"  # no account has a colon in its name

_LAST = 10


def origin_of(now: datetime) -> Origin:
    """Tell where what this request enters comes from."""
    shop = g.shop
    return Origin(shop.name, shop.time_zone, SENDER, Way.DESK, g.account.name, now)


def entering_pages(blueprint: Blueprint, book: Book, now: Callable[[], datetime]) -> None:
    """Add the page that enters sales, and the verdict on a client ID while it is typed."""

    @blueprint.get("", provide_automatic_options=False)
    def entry() -> ResponseReturnValue:
        return page(blank(session.get("channel", Channel.CALL)), {})

    @blueprint.post("", provide_automatic_options=False)
    def enter() -> ResponseReturnValue:
        typed = typed_in(request.form)
        session["channel"] = typed["channel"]
        try:
            sale = new_sale(typed, g.shop, now())
            entered, first = book.enter(origin_of(now()), sale, sold_now=not typed["time"])
        except Refused as refused:
            return page(typed, refused.faults, 422)
        except EnteredOtherwise as other:
            flash(_other_contents(other.entry.number), "fault")
            return page({**typed, "entry": uuid4().hex}, {}, 409)
        saved = _("Sale %(number)s is saved.") if first else _("Sale %(number)s was saved before.")
        flash(saved % {"number": entered.number}, "done")
        return redirect(url_for("desk.entry"), 303)

    @blueprint.get("/client-id", provide_automatic_options=False)
    def client_id() -> ResponseReturnValue:
        written = request.args.get("text", "").strip()
        understood = not isinstance(g.shop.unmask(written), Unreadable)
        return jsonify(understood=understood, told=told(g.shop, written))

    def page(typed: Typed, faults: Mapping[str, str], status: int = 200) -> ResponseReturnValue:
        today = Day(now().astimezone(g.shop.time_zone).date(), g.shop.time_zone)
        shown = render_template(
            "desk/entry.html",
            typed=typed,
            faults=faults,
            entries=book.last(g.shop.name, _LAST),
            totals=book.totals(g.shop.name, today),
            today=now().astimezone(g.shop.time_zone),
        )
        return shown, status


def _other_contents(number: int) -> str:
    return _(
        "This form was saved before as sale %(number)s, with other contents. Correct that sale in "
        "the list below, or press Save once more to enter this one as another sale."
    ) % {"number": number}
