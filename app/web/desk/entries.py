"""The entries of the desk: looked through, corrected, taken back."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.ledger.amending import NoSuchEntry
from app.ledger.book import Book, ChangedMeanwhile
from app.ledger.entry import Entry
from app.sales.sale import State
from app.web.desk.entering import origin_of
from app.web.desk.language import text as _
from app.web.desk.sale_form import MENDED, Refused, Typed, mended, typed_in, typed_of

LARGEST_NUMBER = 2**62
NUMBER = f"<int(max={LARGEST_NUMBER}):number>"

_PER_PAGE = 50
_VERSION = re.compile(r"-?[0-9]{1,19}")
_BACK = {"entry": "desk.entry", "entries": "desk.entries"}


def entries_pages(blueprint: Blueprint, book: Book, now: Callable[[], datetime]) -> None:
    """Add the list of entries, the form that corrects one, the button that takes one back."""

    @blueprint.get("/entries", provide_automatic_options=False)
    def entries() -> ResponseReturnValue:
        before = request.args.get("before", LARGEST_NUMBER, type=int)
        shown = book.last(g.shop.name, _PER_PAGE + 1, min(max(before, 0), LARGEST_NUMBER))
        older = shown[_PER_PAGE - 1].number if len(shown) > _PER_PAGE else None
        return render_template("desk/entries.html", entries=shown[:_PER_PAGE], older=older)

    @blueprint.get(f"/entries/{NUMBER}", provide_automatic_options=False)
    def correct(number: int) -> ResponseReturnValue:
        known = entry_of(book, number)
        return page(known, typed_of(known.sale, g.shop), {})

    @blueprint.post(f"/entries/{NUMBER}", provide_automatic_options=False)
    def save(number: int) -> ResponseReturnValue:
        typed = typed_in(request.form, MENDED)
        shop, at = g.shop, now()
        try:
            book.amend(
                origin_of(at), number, version_in(typed), lambda sale: mended(sale, typed, shop, at)
            )
        except Refused as refused:
            return page(entry_of(book, number), typed, refused.faults, 422)
        except ChangedMeanwhile:
            known = entry_of(book, number)
            flash(_changed_meanwhile(), "fault")
            return page(known, {**typed, "version": str(known.sale.version)}, {}, 409)
        except NoSuchEntry as missing:
            raise NotFound from missing
        flash(_("Sale %(number)s is corrected.") % {"number": number}, "done")
        return redirect(url_for("desk.entry"), 303)

    @blueprint.post(f"/entries/{NUMBER}/undo", provide_automatic_options=False)
    def undo(number: int) -> ResponseReturnValue:
        try:
            undone = book.undo(origin_of(now()), number, version_in(request.form))
            flash(_taken_back(undone), "done")
        except ChangedMeanwhile:
            flash(_("Sale %(number)s was changed before.") % {"number": number}, "fault")
        except NoSuchEntry as missing:
            raise NotFound from missing
        return redirect(url_for(_BACK.get(request.form.get("back", ""), "desk.entry")), 303)

    def page(
        known: Entry, typed: Typed, faults: Mapping[str, str], status: int = 200
    ) -> ResponseReturnValue:
        shown = render_template("desk/correct.html", entry=known, typed=typed, faults=faults)
        return shown, status


def entry_of(book: Book, number: int) -> Entry:
    """Return the entry of the operator's shop; raises ``NotFound``."""
    found = book.find(g.shop.name, number)
    if found is None:
        raise NotFound
    return found


def version_in(form: Mapping[str, str]) -> int:
    """Return the version that the form was made from; raises ``ChangedMeanwhile`` for none."""
    written = form.get("version", "")
    if not _VERSION.fullmatch(written):
        raise ChangedMeanwhile
    return int(written)


def _taken_back(undone: Entry) -> str:
    if undone.sale.state is State.CANCELLED:
        told = _("Sale %(number)s is taken back and does not count.")
    else:
        told = _("Sale %(number)s is again what it was before.")
    return told % {"number": undone.number}


def _changed_meanwhile() -> str:
    return _(
        "Somebody changed this sale meanwhile. What you typed is still here: press Save to write "
        "it over that change, or open the sale anew."
    )
