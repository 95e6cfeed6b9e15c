"""A problem at the desk is a page in the operator's language, never a document for programs."""

from flask import Response, g, render_template

from app.web.desk.language import choose_language
from app.web.desk.language import text as _
from app.web.problem_types import PROBLEM_TYPES, ProblemType

N_ = str  # marks a message that is translated later

# What operators read instead of the explanations for those who connect programs: title, cure.
_FOR_OPERATORS = {
    "not-found": (
        N_("There is no such page"),
        N_("The address has a slip, or the sale is not of your shop."),
    ),
    "forbidden": (
        N_("This is not allowed"),
        N_(
            "The form was sent from another page, or your account may not do this. Open the desk "
            "and try again there; if that does not help, ask the owner."
        ),
    ),
    "bad-request": (
        N_("The form cannot be read"),
        N_("Open the desk anew and send the form again. A file may have 8 MB at most."),
    ),
    "too-many-logins": (
        N_("Too many logins have failed"),
        N_("Wait a minute, then log in again. For a new password ask the owner."),
    ),
    "login-busy": (
        N_("Too many people log in at this moment"),
        N_("Go back and try again in a few seconds."),
    ),
    "ledger-unavailable": (
        N_("Sales cannot be saved at this moment"),
        N_(
            "Nothing was saved, and nothing is lost yet: go back, where your form is as you typed "
            "it, and send it again in a minute. If that does not help, tell the owner."
        ),
    ),
    "internal-error": (
        N_("Something went wrong on our side"),
        N_("It is not your fault. Go back and try again; if it stays so, tell the owner."),
    ),
}


def as_page(response: Response) -> Response:
    """Turn a problem document into a page; its status and headers stay."""
    if response.mimetype != "application/problem+json":
        return response
    if "language" not in g:
        choose_language()
    title, cure = _words(PROBLEM_TYPES[g.problem])
    response.set_data(
        render_template(
            "desk/problem.html",
            title=title,
            cure=cure,
            status=response.status_code,
            request_id=g.get("request_id"),
            retry_after=response.headers.get("Retry-After"),
        )
    )
    response.content_type = "text/html; charset=utf-8"
    return response


def _words(kind: ProblemType) -> tuple[str, str]:
    if kind.name in _FOR_OPERATORS:
        title, cure = _FOR_OPERATORS[kind.name]
        return _(title), _(cure)
    told = kind.russian if g.language == "ru" else kind.english
    return told.title, f"{told.meaning} {told.cure}"
