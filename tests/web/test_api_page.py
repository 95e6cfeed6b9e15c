"""/api: everything that the API document says, as a page for people."""

import re

import pytest
from flask.testing import FlaskClient

from app.web.openapi import describe


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/api", "ru-RU,ru;q=0.9", "ru"),
        ("/api", "de", "en"),
        ("/api", "", "en"),
        ("/api?language=en", "ru", "en"),
        ("/api?language=ru", "en", "ru"),
        ("/api?language=<b>", "en", "en"),
    ],
)
def test_it_speaks_the_readers_language(
    shared: FlaskClient, path: str, accepted: str, language: str
) -> None:
    response = shared.get(path, headers={"Accept-Language": accepted})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert "Accept-Language" in response.headers["Vary"]


def test_it_shows_every_address_field_and_answer(shared: FlaskClient) -> None:
    page, document = shared.get("/api").text, describe()
    for path, operations in document["paths"].items():
        for method in operations.keys() - {"head"}:
            assert f"<code>{method.upper()} {path}</code>" in page
    for name, schema in document["components"]["schemas"].items():
        assert f'id="{name}"' in page
        assert all(f"<code>{field}</code>" in page for field in schema["properties"])


def test_it_needs_no_script_and_nothing_from_elsewhere(shared: FlaskClient) -> None:
    response = shared.get("/api")
    policy = response.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
    assert re.findall(r"<(?:script|style|img|link)|style=|//", response.text) == []
    targets = set(re.findall(r'href="#([^"]+)"', response.text))
    assert targets <= set(re.findall(r'id="([^"]+)"', response.text))
