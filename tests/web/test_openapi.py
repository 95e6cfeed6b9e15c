"""The API document: it says what is true, and all that is true."""

import re
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
from app.web.desk.desk import NAME as DESK
from app.web.openapi import describe
from config.settings import load_settings
from tests.databases.installation import PASSWORD, installed
from tests.drills.served import Served, served, started
from tests.drills.shop import SHOP, fill, shop_file
from tests.web.senders import NORTH, may_send
from tests.web.senders import SHOP as LEDGER_SHOP

SCHEMATHESIS = [
    *(sys.executable, "-m", "schemathesis.cli", "run", "--no-color", "--checks=all"),
    *("--max-examples=50", "--generation-deterministic"),
    # it would leave the login out, and --auth put it back
    "--generation-with-security-parameters=false",
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
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] != DESK  # pages for people, no interface for programs
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
        asked_everything(shopstat, tmp_path, SHOP, "--exclude-path-regex=^/(sales|webhooks)")


def test_what_is_handed_in_is_as_described(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    with installed(instance, {NORTH: LEDGER_SHOP}):
        may_send(instance, crm=NORTH)
    with started(instance) as shopstat:
        # a schema cannot say that a version and changed_at exclude each other, or when now is
        checks = "--exclude-checks=positive_data_acceptance"
        asked_everything(shopstat, tmp_path, "crm", "--include-path-regex=^/sales", checks)


def test_a_webhook_answers_as_described(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    webhook = '[[webhook]]\nname = "0"\nfields = { id = "a", sold_at = "b", revenue = "c" }\n'
    with installed(instance, {NORTH: f'{LEDGER_SHOP}{webhook}fixed = {{ channel = "call" }}\n'}):
        may_send(instance, crm=NORTH)
    with started(instance) as shopstat:
        checks = "--exclude-checks=positive_data_acceptance"
        asked_everything(shopstat, tmp_path, "crm", "--include-path-regex=^/webhooks", checks)


def asked_everything(shopstat: Served, folder: Path, account: str, *which: str) -> None:
    address = f"http://127.0.0.1:{shopstat.port}/openapi.json"
    found = subprocess.run(  # noqa: S603 the library's own command
        [*SCHEMATHESIS, f"--auth={account}:{PASSWORD}", *which, address],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout.decode()
