"""One place turns errors into answers: problem documents of RFC 9457, and the pages behind them."""

import errno
import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Flask, Response, g, render_template
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, Unauthorized

from app.accounts.refusal import LoginRefused
from app.database.faults import SourceUnavailable
from app.database.writing import LedgerUnavailable
from app.platforms.platform import BadQuestion
from app.statistics.spill import NoRoom
from app.web.problem_types import PROBLEM_TYPES, ProblemType

CHALLENGE = 'Basic realm="shopstat", charset="UTF-8"'

_BY_STATUS = {
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    500: "internal-error",
}
_FULL = (errno.ENOSPC, errno.EDQUOT)

log = logging.getLogger("shopstat")

pages = Blueprint("problems", __name__, template_folder="templates")


@pages.get("/problems/<name>", provide_automatic_options=False)
def explain(name: str) -> Response:
    """Show the page that explains one kind of problem."""
    if name not in PROBLEM_TYPES:
        raise NotFound
    page = Response(render_template("problem.html", problem=PROBLEM_TYPES[name]))
    page.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return page


def answer_with_problems(app: Flask, retry_after_seconds: int) -> None:
    """Turn every error of the app into a problem document."""
    app.register_blueprint(pages)
    app.register_error_handler(BadQuestion, _bad_question)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(LoginRefused, _login_refused)
    app.register_error_handler(SourceUnavailable, partial(_source_unavailable, retry_after_seconds))
    app.register_error_handler(LedgerUnavailable, partial(_ledger_unavailable, retry_after_seconds))
    app.register_error_handler(NoRoom, partial(_no_room, retry_after_seconds))
    app.register_error_handler(OSError, partial(_system_error, retry_after_seconds))
    app.register_error_handler(Exception, _bug)


def problem(
    kind: ProblemType,
    detail: str,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    parameter: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Return a problem document; ``detail`` names the culprit and the cure, and no secret.

    ``more`` are members of this kind of problem (RFC 9457, section 3.2).
    """
    g.problem = kind.name
    document: dict[str, Any] = {
        "type": f"/problems/{kind.name}",
        "title": kind.english.title,
        "status": status or kind.status,
        "detail": detail,
    }
    if parameter is not None:
        document["parameter"] = parameter
    document |= more or {}
    response = Response(
        json.dumps(document, ensure_ascii=False) + "\n",
        status=status or kind.status,
        mimetype="application/problem+json",
        headers=headers,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def not_now(name: str, retry_after_seconds: int, detail: str | None = None) -> Response:
    """Return a 503, or a 429, that says when to come again."""
    kind = PROBLEM_TYPES[name]
    text = detail or f"{kind.english.meaning} {kind.english.cure}"
    return problem(kind, text, {"Retry-After": str(retry_after_seconds)})


def _bad_question(error: BadQuestion) -> Response:
    return problem(PROBLEM_TYPES["bad-question"], str(error), parameter=error.parameter)


def _login_refused(error: LoginRefused) -> Response:
    g.fault = str(error)
    return not_now(error.refusal, error.retry_after_seconds)


def _source_unavailable(retry_after_seconds: int, error: SourceUnavailable) -> Response:
    g.fault = error.for_the_log
    return not_now(error.fault, retry_after_seconds)


def _ledger_unavailable(retry_after_seconds: int, error: LedgerUnavailable) -> Response:
    g.fault = str(error)
    return not_now("ledger-unavailable", retry_after_seconds)


def _system_error(retry_after_seconds: int, error: OSError) -> Response:
    return _no_room(retry_after_seconds, error) if error.errno in _FULL else _bug(error)


def _no_room(retry_after_seconds: int, error: NoRoom | OSError) -> Response:
    g.fault = str(error)
    return not_now("no-room", retry_after_seconds)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    kind = PROBLEM_TYPES[
        _BY_STATUS.get(status, "bad-request" if status < 500 else "internal-error")
    ]
    return problem(kind, _detail(error, kind), _headers(error), status)


def _detail(error: HTTPException, kind: ProblemType) -> str:
    has_own_words = error.description is not None and error.description != type(error).description
    return (
        str(error.description) if has_own_words else f"{kind.english.meaning} {kind.english.cure}"
    )


def _headers(error: HTTPException) -> dict[str, str]:
    if isinstance(error, Unauthorized):
        return {"WWW-Authenticate": CHALLENGE}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return {"Allow": ", ".join(sorted(error.valid_methods))}
    return {}


def _bug(error: Exception) -> Response:
    log.exception("bug request=%s", g.get("request_id", "-"))
    kind = PROBLEM_TYPES["internal-error"]
    return problem(kind, f"{kind.english.meaning} {kind.english.cure}")
