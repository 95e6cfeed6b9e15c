"""/mask.js: small, kept by browsers, and usable from the pages of any site."""

import gzip

from flask.testing import FlaskClient

PACKED = {"Accept-Encoding": "gzip"}


def test_it_is_under_two_kilobytes_when_packed(shared: FlaskClient) -> None:
    response = shared.get("/mask.js", headers=PACKED)
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) < 2_000
    assert gzip.decompress(response.data) == shared.get("/mask.js").data


def test_a_browser_may_keep_it_and_any_page_may_run_it(shared: FlaskClient) -> None:
    headers = shared.get("/mask.js").headers
    told = ["Content-Type", "Cache-Control", "Cross-Origin-Resource-Policy", "Vary"]
    assert [headers[name] for name in [*told, "X-Content-Type-Options"]] == [
        "text/javascript; charset=utf-8",
        "public, max-age=86400, stale-while-revalidate=604800",
        "cross-origin",
        "Accept-Encoding",
        "nosniff",
    ]


def test_a_browser_that_has_it_gets_nothing_again(shared: FlaskClient) -> None:
    tags = [shared.get("/mask.js", headers=asked).headers["ETag"] for asked in ({}, PACKED)]
    again = shared.get("/mask.js", headers={"If-None-Match": tags[0]})
    assert (again.status_code, again.data) == (304, b"")
    assert tags[0] != tags[1]


def test_it_has_no_cookie_of_the_server(shared: FlaskClient) -> None:
    assert "Set-Cookie" not in shared.get("/mask.js").headers
