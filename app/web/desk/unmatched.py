"""The worklist of sales without a client ID: why none was read, and a field for the right one."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.ledger.amending import NoSuchEntry
from app.ledger.book import Book, ChangedMeanwhile
from app.web.desk.entering import origin_of
from app.web.desk.entries import NUMBER, version_in
from app.web.desk.language import text as _
from app.web.desk.sale_form import FIELDS, Refused, typed_in, with_client
from app.web.desk.verdict import told

_SHOWN = 50


def unmatched_pages(blueprint: Blueprint, book: Book, now: Callable[[], datetime]) -> None:
    """Add the worklist, and what mends one of its sales."""

    @blueprint.get("/unmatched", provide_automatic_options=False)
    def unmatched() -> ResponseReturnValue:
        return page({}, {})

    @blueprint.post(f"/unmatched/{NUMBER}", provide_automatic_options=False)
    def mend(number: int) -> ResponseReturnValue:
        typed = typed_in(request.form, (*FIELDS, "version"))
        shop, at = g.shop, now()
        try:
            mended = book.amend(
                origin_of(at),
                number,
                version_in(typed),
                lambda sale: with_client(sale, typed, shop, at),
            )
        except Refused as refused:
            return page({number: typed["client"]}, {number: refused.faults["client"]}, 422)
        except ChangedMeanwhile:
            flash(_("Sale %(number)s was changed before.") % {"number": number}, "fault")
        except NoSuchEntry as missing:
            raise NotFound from missing
        else:
            matched = _("Sale %(number)s belongs to %(id)s now.")
            flash(matched % {"number": number, "id": mended.sale.client_id}, "done")
        return redirect(url_for("desk.unmatched"), 303)

    def page(
        typed: Mapping[int, str], faults: Mapping[int, str], status: int = 200
    ) -> ResponseReturnValue:
        found = book.unmatched(g.shop.name, _SHOWN)
        why = {entry.number: told(g.shop, entry.sale.client_text or "") for entry in found}
        shown = render_template(
            "desk/unmatched.html", entries=found, why=why, typed=typed, faults=faults
        )
        return shown, status
