"""Forged forms and naughty texts: nothing is changed by another site, nothing runs in a page."""

from pathlib import Path

import pytest

from tests.web.desk.operator import Operator

NAUGHTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE sales; --",
    "{{ 7 * 7 }}{% raw %}",
    "%(number)s %s %",
    "\u202e\u2066a\u0000b\ufeff",
    "😀 Ω≈ç√∫ 田中さん",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd%00",
    "1" * 5000,
    "１２３",
    "-1e309",
    "NaN",
]
PATHS = (
    "/desk",
    "/desk/entries/1",
    "/desk/entries/1/undo",
    "/desk/unmatched/1",
    "/desk/imports",
    "/desk/imports/1/undo",
    "/desk/logout",
)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_a_form_from_another_site_changes_nothing(anna: Operator, headers: dict[str, str]) -> None:
    anna.sells()
    form = anna.filled_in("/desk/entries/1/undo")
    for path in PATHS:
        answer = anna.client.post(path, data=form, headers=headers)
        assert (answer.status_code, answer.mimetype) == (403, "text/html"), path
    assert "taken back" not in anna.opens("/desk")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}]
)
def test_a_form_of_our_own_page_is_taken(anna: Operator, headers: dict[str, str]) -> None:
    anna.opens("/desk")
    anna.headers = headers
    page = anna.sends("/desk", client="587-963", revenue="1")
    assert "Sale 1 is saved." in page.text


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_without_the_token_of_the_session_changes_nothing(
    anna: Operator, token: str
) -> None:
    anna.sells()
    form = {**anna.filled_in("/desk/entries/1/undo"), "token": token}
    for path in PATHS:
        assert anna.client.post(path, data=form).status_code == 403, path
    assert "taken back" not in anna.opens("/desk")


def test_nothing_is_changed_by_opening_an_address(anna: Operator) -> None:
    anna.sells()
    for path in (
        "/desk/entries/1/undo",
        "/desk/unmatched/1",
        "/desk/imports/1/undo",
        "/desk/logout",
    ):
        answer = anna.client.get(path)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_text_is_only_a_text(anna: Operator, text: str) -> None:
    anna.sells()
    for field in ("client", "revenue", "cost", "time", "comment", "channel", "entry", "unmatched"):
        typed = {"client": "587-963", "revenue": "1", field: text}
        assert anna.sells(**typed).status_code < 500, field
        assert_harmless(anna.page.text)
    anna.sells(client=text, unmatched=text, comment=text)
    for field in ("state", "version", "returned", "client", "comment"):
        anna.opens("/desk/entries/1")
        assert anna.sends("/desk/entries/1", **{field: text}).status_code < 500, field
        assert_harmless(anna.page.text)
    for path in ("/desk/entries", "/desk/unmatched", "/desk"):
        assert_harmless(anna.opens(path))
        assert anna.page.status_code == 200
    asked = {"/desk/client-id": "text", "/desk/entries": "before", "/desk": "language"}
    for path, name in asked.items():
        assert anna.client.get(path, query_string={name: text}).status_code == 200


def assert_harmless(page: str) -> None:
    for raw in ("<script>alert", "<img src=x"):
        assert raw not in page


@pytest.mark.parametrize(
    "path",
    [
        "/desk/entries/99999999999999999999999",
        "/desk/entries/0",
        "/desk/entries?before=9e9",
        "/desk/entries?before=-99999999999999999999999999",
    ],
)
def test_no_number_breaks_a_page(anna: Operator, path: str) -> None:
    assert anna.client.get(path).status_code in (200, 404)


def test_every_page_guards_itself(anna: Operator) -> None:
    for path in ("/desk", "/desk/login", "/desk/entries", "/desk/imports", "/desk/nothing"):
        headers = anna.client.get(path).headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
            "form-action 'self'; base-uri 'none'"
        )
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_static_files_are_kept_for_ever_under_an_address_of_their_content(
    anna: Operator, tmp_path: Path
) -> None:
    page = anna.opens("/desk")
    addresses = [each.split('"')[1] for each in page.split("=") if each.startswith('"/desk/static')]
    assert len(addresses) == 4
    for address in addresses:
        answer = anna.client.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert anna.client.get(address.replace("static/", "static/0")).status_code == 404
