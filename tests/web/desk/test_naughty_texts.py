"""Texts that break programs, as ids, client IDs, comments and names of files, on every way in."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from app.accounts.account import Role
from tests.databases.installation import PASSWORD
from tests.web.desk.operator import Operator, add_account
from tests.web.desk.test_entering import stat

NAUGHTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</textarea></title><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    " =1+1",
    "＝1+1",
    "\t=1",
    "{{7191*1337}}",
    "${7191*1337}",
    "{% include 'x' %}",
    "%(number)s %s %n",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\u202eevil\u202c",
    "‏مرحبا",
    "😀👩‍👩‍👧‍👦",
    "e\u0301\u0301\u0301",
    "\ufeff",
    "\u2028\u2029",
    "x" * 10_000,
    "<b>" * 3_333,
    "'; DROP TABLE sales; --",
    "1' OR '1'='1",
    "a\r\nSet-Cookie: x=1",
    "a\nb",
    "\x1b[31mred",
    "../../etc/passwd",
    "..",
    "NULL",
    "1e999",
    "١٢٣",
]
PAGES = ["/desk", "/desk/entries", "/desk/entries/1", "/desk/unmatched", "/desk/imports"]

_FORMULA = re.compile(r"[\s\0]*[=+\-@\t\r＝]")
_EVALUATED = "9614367"  # so long that no random token holds it by chance


def shown(text: str) -> str:
    return text.encode(errors="replace").decode()


def is_safe(page: TestResponse, text: str) -> bool:
    """Tell whether a page is one, and shows nothing as HTML that was typed as text."""
    raw = "<" in text and text.strip() in page.text
    return page.status_code < 500 and not raw and _EVALUATED not in page.text


def as_file(text: str) -> bytes:
    """Write a good row and one without a date, both with the text wherever one may stand."""
    file = io.StringIO(newline="")
    rows = [("Дата", "Клиент", "Сумма", "Номер заказа", "Комментарий")]
    rows += [("21.11.2026", text, "1", text, text), (text, text, text, f"{text}2", text)]
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode(errors="surrogatepass")


def all_pages(operator: Operator) -> list[TestResponse]:
    pages = []
    for path in PAGES:
        operator.opens(path)
        pages.append(operator.page)
    return pages


@pytest.fixture
def crm(anna: Operator, tmp_path: Path) -> Operator:
    """The desk of a shop that a program hands sales in to."""
    add_account(tmp_path, "crm", "north", Role.SEND)
    return anna


def test_a_program_may_send_any_text(crm: Operator) -> None:
    login = ("crm", PASSWORD)
    for number, text in enumerate(NAUGHTY):
        sale = {"channel": "call", "sold_at": "2026-11-21T10:00:00Z", "revenue": "1"}
        all_of = {**sale, "id": text, "client_id": text, "comment": text}
        alone = {**sale, "id": f"n{number}", "client_id": "587-963", "comment": text}
        for body in (all_of, alone):
            sent = crm.client.post("/sales", json=body, auth=login)
            assert sent.status_code in (201, 422), text
            assert json.loads(sent.text)
        path = f"/sales/{quote(text, safe='', errors='replace')}"
        answers = [
            crm.client.get(path, auth=login),
            crm.client.patch(path, json={"comment": text, "client_id": text}, auth=login),
        ]
        assert {answer.status_code for answer in answers} <= {200, 308, 404, 405, 422}, text
        assert {answer.status_code < 400 or answer.is_json for answer in answers} == {True}
        assert [page.status_code for page in all_pages(crm) if not is_safe(page, text)] == [], text
    assert sum(int(str(row["count"])) for row in stat(crm)) > 0


def test_an_operator_may_type_any_text(anna: Operator) -> None:
    for text in map(shown, NAUGHTY):
        said = anna.sells(text, "1", comment=text, unmatched=text)
        kept = anna.sells("587-963", text, cost=text, time=text)
        pages = [said, kept, *all_pages(anna)]
        assert [page.status_code for page in pages if not is_safe(page, text)] == [], text


def test_a_file_may_hold_any_text_and_have_any_name(anna: Operator) -> None:
    for text in NAUGHTY:
        anna.opens("/desk/imports")
        form = anna.filled_in("/desk/imports")
        name = shown(text).replace("\0", "0") or "file"
        sent = anna.client.post(
            "/desk/imports", data={**form, "file": (io.BytesIO(as_file(text)), name)}
        )
        anna.page = anna.client.get(sent.location)
        assert is_safe(anna.page, text), text
        steps = re.findall(r"/desk/imports/[0-9a-f]{32}/(?:record|refused\.csv)", anna.page.text)
        for step in sorted(set(steps), reverse=True):
            if step.endswith("csv"):
                refused = anna.client.get(step, buffered=True).get_data().decode("utf-8-sig")
                cells = [
                    cell for row in csv.reader(io.StringIO(refused), delimiter=";") for cell in row
                ]
                assert [cell for cell in cells if _FORMULA.match(cell)] == [], text
            elif f'action="{step}"' in anna.page.text:
                anna.page, looked = anna.sends(step), anna.page
                assert is_safe(anna.page, text), text
                anna.page = looked
        assert [page.status_code for page in all_pages(anna) if not is_safe(page, text)] == [], text
