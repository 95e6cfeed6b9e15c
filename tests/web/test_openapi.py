"""The API document: it says what is true, and all that is true."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from marshmallow import Schema, fields

from app.factory import create_app
from app.platforms import PLATFORMS
from app.platforms.alytics import Alytics
from app.web.openapi import describe
from config.settings import load_settings
from tests.databases.installation import PASSWORD, installed
from tests.drills.served import served
from tests.drills.shop import SHOP, fill, shop_file

SCHEMATHESIS = [
    *(sys.executable, "-m", "schemathesis.cli", "run", "--no-color", "--checks=all"),
    *("--max-examples=50", "--generation-deterministic"),
    # it would leave the login out, and --auth put it back
    "--generation-with-security-parameters=false",
    f"--auth={SHOP}:{PASSWORD}",
    "--header=Origin: https://shop.example",
]
SITE = '\n[site]\norigins = ["https://shop.example"]\n'
MANY_IDS = "site.new_ids_per_minute = 100000\n"


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    fill(sqlite_url)
    with installed(tmp_path, {SHOP: shop_file(sqlite_url)}):
        yield create_app(load_settings(tmp_path))


def test_it_is_answered_to_anyone(app: Flask) -> None:
    response = app.test_client().get("/openapi.json")

    assert response.status_code == 200
    assert response.get_json() == describe()


def test_every_address_and_method_is_described_and_no_other(app: Flask) -> None:
    described = {
        (path, method.upper())
        for path, operations in describe()["paths"].items()
        for method in operations
    }

    assert described == {
        (rule.rule.replace("<", "{").replace(">", "}"), method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def test_another_platform_is_described_from_its_own_file() -> None:
    class AnswerSchema(Schema):
        sold = fields.Integer()

    class Another(Alytics):
        name = "another"
        path = "/another"
        asks = "What else?"
        content_type = "application/x-ndjson"
        answer_schema: type[Schema] = AnswerSchema

    document = describe((*PLATFORMS, Another()))

    operation = document["paths"]["/another"]["get"]
    assert operation["summary"] == "What else?"
    assert operation["parameters"] == document["paths"]["/stat"]["get"]["parameters"]
    (kind, content), *_ = operation["responses"]["200"]["content"].items()
    answer = document["components"]["schemas"][content["schema"]["$ref"].split("/")[-1]]
    assert (kind, answer["properties"]) == ("application/x-ndjson", {"sold": {"type": "integer"}})


def test_a_question_is_described_as_it_is_read() -> None:
    assert describe()["paths"]["/stat"]["get"]["parameters"] == [
        {
            "in": "query",
            "name": "date",
            "required": True,
            "schema": {
                "type": "string",
                "format": "date",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            },
        }
    ]


def test_every_answer_is_as_described(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    shop = shop_file(sqlite_url) + SITE
    with served(tmp_path / "instance", {SHOP: shop}, MANY_IDS) as shopstat:
        found = subprocess.run(  # noqa: S603 the library's own command
            [*SCHEMATHESIS, f"http://127.0.0.1:{shopstat.port}/openapi.json"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
    assert found.returncode == 0, found.stdout.decode()
