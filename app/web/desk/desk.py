"""/desk: the pages of the operators, in one place."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, Flask, Response, g
from werkzeug.exceptions import NotFound

from app.accounts.login import Login
from app.intake.uploads import Uploads
from app.ledger.book import Book
from app.shops.shop import Shop
from app.web.desk import written
from app.web.desk.admission import admit_operators
from app.web.desk.entering import entering_pages
from app.web.desk.entries import entries_pages
from app.web.desk.imports import imports_pages
from app.web.desk.language import LANGUAGES, remember_language, speak, text
from app.web.desk.login import login_pages
from app.web.desk.problem_pages import as_page
from app.web.desk.session import PATH, Sessions, form_token, keep_sessions
from app.web.desk.static_files import address_of, serve_static
from app.web.desk.unmatched import unmatched_pages

NAME = "desk"

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_HEADERS = {
    # Pico's little pictures are data: addresses in its style sheet
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'none'",
    "X-Frame-Options": "DENY",
    # with no-referrer browsers would send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
}


def open_desk(
    app: Flask,
    shops: Mapping[str, Shop],
    login: Login,
    key: bytes,
    book: Book,
    uploads: Uploads,
    now: Callable[[], datetime],
) -> None:
    """Add the pages; each needs an account with the role ``operate`` and its session."""
    keep_sessions(app, key)
    speak(app)
    blueprint = Blueprint(NAME, __name__, url_prefix=PATH, template_folder="templates")
    sessions = Sessions(login, key, now)
    admit_operators(blueprint, shops, sessions)
    serve_static(blueprint)
    login_pages(blueprint, sessions)
    entering_pages(blueprint, book, now)
    entries_pages(blueprint, book, now)
    unmatched_pages(blueprint, book, now)
    imports_pages(blueprint, uploads)
    blueprint.add_url_rule(
        "/<path:rest>", view_func=missing, methods=_METHODS, provide_automatic_options=False
    )
    # the last of these runs first
    blueprint.after_request(_guarded)
    blueprint.after_request(remember_language)
    blueprint.after_request(as_page)
    blueprint.context_processor(_words)
    app.register_blueprint(blueprint)


def missing(rest: str) -> Response:
    """Answer for every address below the desk that is none, or not with this method."""
    raise NotFound


def _guarded(response: Response) -> Response:
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _words() -> dict[str, object]:
    """Return what every page uses."""
    return {
        "address_of": address_of,
        "form_token": form_token,
        "language": g.language,
        "languages": LANGUAGES,
        "money": written.money,
        "moment": written.moment,
        "say": text,
        "written_date": written.date,
    }
