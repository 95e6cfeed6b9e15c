"""The language of the desk: as the operator chose it, else as the browser asks."""

import gettext
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request

from app.web.desk.session import PATH

LANGUAGES = {"en": "English", "ru": "Русский"}
COOKIE = "shopstat_language"
KEPT_SECONDS = 400 * 86_400

_CATALOGUES = Path(__file__).with_name("translations")


def choose_language() -> None:
    """Set ``g.language``: what this address says, or the cookie, or the browser."""
    chosen = (request.args.get("language"), request.cookies.get(COOKIE))
    asked = request.accept_languages.best_match(list(LANGUAGES), "en")
    g.language = next((each for each in chosen if each in LANGUAGES), asked)


def remember_language(response: Response) -> Response:
    """Keep a language that was chosen by an address."""
    if request.args.get("language") == g.get("language"):
        response.set_cookie(
            COOKIE,
            g.language,
            KEPT_SECONDS,
            path=PATH,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def speak(app: Flask) -> None:
    """Let templates say ``_("…")`` and ``ngettext`` in the language of the request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(text, plural, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it


def text(message: str) -> str:
    """Translate a message into the language of the request."""
    return _catalogue(g.language).gettext(message)


def plural(one: str, many: str, number: int) -> str:
    """Translate a message that counts something."""
    return _catalogue(g.language).ngettext(one, many, number)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("desk", _CATALOGUES, [language], fallback=language == "en")
