"""docs/intake.md: its curl lines, sent as they stand, get the answers that stand below them."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from app.intake.deliveries import KEPT_DAYS
from app.intake.receipt import Verdict
from app.intake.sale_schema import SaleSchema
from tests.databases.installation import PASSWORD
from tests.house.pages import ROOT, blocks, table, text_of
from tests.web.senders import Shopstat, row, shopstat

PAGE = ROOT / "docs" / "intake.md"
SERVER = "http://127.0.0.1:8080"


def curl(server: Shopstat, line: str) -> TestResponse:
    """Send what curl would send."""
    words = iter(shlex.split(line)[1:])
    method, sent = "POST", dict[str, Any](auth=("crm", PASSWORD))
    for word in words:
        match word:
            case "-u":
                assert next(words) == "crm:secret"
            case "-X":
                method = next(words)
            case "-H":
                sent["content_type"] = next(words).removeprefix("Content-Type: ")
            case "-d":
                sent["data"] = next(words)
            case address:
                assert address.startswith(SERVER)
                path = address.removeprefix(SERVER)
    return server._client().open(path, method=method, **sent)


def test_the_page_works_as_it_stands(tmp_path: Path) -> None:
    answers: list[TestResponse] = []
    with shopstat(tmp_path) as server:
        for block in blocks(PAGE, "console", "json"):
            if block.language == "json":
                assert json.loads(answers[-1].get_data()) == json.loads(block.text)
                continue
            lines = block.text.splitlines()
            answers += [curl(server, line) for line in lines if line.startswith("curl")]
        answer = server.answer()
    assert [each.status_code for each in answers] == [201, 200, 422, 201, 200, 200, 200]
    assert answer == row("99.00")


def test_the_tables_are_those_of_the_code() -> None:
    assert {row[0] for row in table(PAGE, "field")} == {*SaleSchema().fields}
    assert [row[0] for row in table(PAGE, "outcome")] == [*Verdict]
    assert re.search(rf"for {KEPT_DAYS} days", text_of(PAGE))
