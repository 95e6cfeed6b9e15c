"""Every error as one shape of answer, and the page that explains it."""

import json
import logging
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import BadRequest, NotFound, RequestEntityTooLarge

from app.database.faults import SourceFault, SourceUnavailable
from app.database.writing import LedgerUnavailable
from app.platforms.platform import BadQuestion
from app.web.problem_types import PROBLEM_TYPES, ProblemType
from app.web.problems import answer_with_problems
from app.web.request_log import log_requests
from tests.databases.installation import PASSWORD
from tests.web.served import NORTH

OWNERS = (
    "the login is missing or wrong: send the name and password of an account by HTTP Basic in "
    "UTF-8, as curl -u 'NAME:PASSWORD' does"
)


def problem(response: Any) -> dict[str, Any]:
    """The problem document of a response, whose shape is right."""
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Request-Id"]
    assert response.content_length == len(response.data)
    document: dict[str, Any] = json.loads(response.data)
    assert document["status"] == response.status_code
    assert PROBLEM_TYPES[document["type"].removeprefix("/problems/")].english.title
    return document


def raising(error: Exception) -> FlaskClient:
    """A server whose only view raises."""
    app = Flask(__name__)
    log_requests(app)
    answer_with_problems(app, retry_after_seconds=60)

    @app.get("/")
    def view() -> str:
        raise error

    return app.test_client()


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "date: missing; ask for a day as ?date=YYYY-MM-DD"),
        ("date=", "date: expected YYYY-MM-DD, got ''"),
        ("date=2026-11-21&date=2026-11-21", "date: expected one date, got 2"),
        ("date=1+May", "date: expected YYYY-MM-DD, got '1 May'"),
        ("date=2026-1-2", "date: expected YYYY-MM-DD, got '2026-1-2'"),
        ("date=20261121", "date: expected YYYY-MM-DD, got '20261121'"),
        ("date=2026-W47-6", "date: expected YYYY-MM-DD, got '2026-W47-6'"),
        ("date=2026-11-21%0A", "date: expected YYYY-MM-DD, got '2026-11-21\\n'"),
        ("date=%EF%BC%92026-11-21", "date: expected YYYY-MM-DD, got '\uff12026-11-21'"),
        (
            "date=2026-02-30",
            "date: expected a day of the calendar as YYYY-MM-DD, got '2026-02-30'",
        ),
        (
            "date=0000-01-01",
            "date: expected a day of the calendar as YYYY-MM-DD, got '0000-01-01'",
        ),
    ],
)
def test_a_date_that_cannot_be_read_is_400(shared: FlaskClient, query: str, detail: str) -> None:
    assert problem(shared.get(f"/stat?{query}", auth=NORTH)) == {
        "type": "/problems/bad-question",
        "title": "The question cannot be understood",
        "status": 400,
        "detail": detail,
        "parameter": "date",
    }


def test_a_long_or_broken_date_is_not_repeated_in_full(shared: FlaskClient) -> None:
    for date in ("9" * 3000, "%FF%00%0D%0A" * 300):
        document = problem(shared.get(f"/stat?date={date}", auth=NORTH))
        assert len(document["detail"]) < 100


@pytest.mark.parametrize("auth", [None, ("north", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_no_login_and_a_wrong_one_are_one_and_the_same_401(shared: FlaskClient, auth: Any) -> None:
    response = shared.get("/stat?date=nonsense", auth=auth)
    assert response.headers["WWW-Authenticate"] == 'Basic realm="shopstat", charset="UTF-8"'
    assert problem(response) == {
        "type": "/problems/unauthorized",
        "title": "A login is needed",
        "status": 401,
        "detail": OWNERS,
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
@pytest.mark.parametrize("path", ["/stat", "/healthz", "/readyz", "/problems/forbidden"])
def test_a_wrong_method_is_405_with_those_allowed(
    shared: FlaskClient, method: str, path: str
) -> None:
    response = shared.open(path, method=method, auth=NORTH)
    assert response.headers["Allow"] == "GET, HEAD"
    assert problem(response)["status"] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/stat/",
        "/stat/x.css",
        "/Stat",
        "/problems/none",
        "/problems//forbidden",
        "/static/x",
        "/%00",
    ],
)
def test_an_unknown_path_is_404(shared: FlaskClient, path: str) -> None:
    response = shared.get(path, base_url="http://localhost", auth=NORTH)
    assert problem(response)["type"] == "/problems/not-found"


@pytest.mark.parametrize("kind", PROBLEM_TYPES.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_page_in_both_languages(shared: FlaskClient, kind: ProblemType) -> None:
    page = shared.get(f"/problems/{kind.name}")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    text = page.text.replace("&#39;", "'")
    for told in (kind.english, kind.russian):
        assert told.title in text
        assert told.meaning in text
        assert told.cure in text


@pytest.mark.parametrize("fault", SourceFault)
def test_every_fault_of_a_source_is_a_503_that_names_no_table(fault: SourceFault) -> None:
    response = raising(SourceUnavailable(fault, "no such column: calls.secret")).get("/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert problem(response)["type"] == f"/problems/{fault}"
    assert "secret" not in response.text


def test_a_ledger_that_does_not_answer_is_503() -> None:
    response = raising(LedgerUnavailable("cannot connect to 10.1.2.3")).get("/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert problem(response)["type"] == "/problems/ledger-unavailable"
    assert "10.1.2.3" not in response.text


def test_a_bad_question_names_the_parameter() -> None:
    document = problem(raising(BadQuestion("page", "expected a number")).get("/"))
    assert (document["parameter"], document["detail"]) == ("page", "page: expected a number")


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (BadRequest(), 400, "bad-request"),
        (RequestEntityTooLarge(), 413, "bad-request"),
        (NotFound(), 404, "not-found"),
    ],
)
def test_an_error_of_http_keeps_its_status(error: Exception, status: int, kind: str) -> None:
    document = problem(raising(error).get("/"))
    assert (document["status"], document["type"]) == (status, f"/problems/{kind}")


def test_a_bug_tells_nothing_to_the_asker_and_everything_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        response = raising(ZeroDivisionError("the secret of a bug")).get("/")
    assert problem(response) == {
        "type": "/problems/internal-error",
        "title": "A fault of ours",
        "status": 500,
        "detail": "Something happened that we did not foresee. Nothing was changed. Tell the owner "
        "the X-Request-Id of the answer: the log has the whole story.",
    }
    assert "ZeroDivisionError: the secret of a bug" in caplog.text
    assert f"bug request={response.headers['X-Request-Id']}" in caplog.text


def test_every_kind_is_told_under_its_own_name() -> None:
    assert {name: kind.name for name, kind in PROBLEM_TYPES.items()} == {
        name: name for name in PROBLEM_TYPES
    }
    assert set(SourceFault) <= set(PROBLEM_TYPES)
