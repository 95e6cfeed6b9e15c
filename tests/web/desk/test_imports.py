"""Files at the desk: looked at before they are recorded, recorded once, undone."""

import io
import re
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from app.intake import uploads
from app.web.desk.imports import MAX_FILE_BYTES
from tests.web.desk.operator import Operator
from tests.web.desk.test_entering import stat

HEADER = "Дата;Клиент;Сумма\n"
CALLS = HEADER + "21.11.2026;587-963;520\n21.11.2026;=1+1;10\n21.11.2026;100-200;1,234\n"


def upload(operator: Operator, text: str | bytes = CALLS, name: str = "calls.csv") -> TestResponse:
    """Choose a file and send it; look at what it holds."""
    operator.opens("/desk/imports")
    body = text if isinstance(text, bytes) else text.encode("cp1251")
    form = {**operator.filled_in("/desk/imports"), "file": (io.BytesIO(body), name)}
    sent = operator.client.post("/desk/imports", data=form)
    operator.page = operator.client.get(sent.location) if sent.location else sent
    return operator.page


def address(operator: Operator, step: str) -> str:
    """The address of a step on this page."""
    (found,) = re.findall(rf"/desk/imports/[0-9a-f]{{32}}/{step}", operator.page.text)
    return str(found)


def test_a_file_is_looked_at_recorded_and_undone(anna: Operator, tmp_path: Path) -> None:
    page = upload(anna).text
    assert "1 row cannot be recorded" in page
    assert "1 row has no readable client ID" in page
    assert stat(anna) == []
    assert "Import 1 is recorded: 2 new" in anna.sends(address(anna, "record")).text
    assert [row["user_id"] for row in stat(anna)] == ["587-963"]
    assert [*(tmp_path / "uploads" / "north").iterdir()] == []
    assert "2 sales are taken back." in anna.sends("/desk/imports/1/undo").text
    assert stat(anna) == []


def test_the_refused_rows_are_a_file(anna: Operator) -> None:
    upload(anna)
    answer = anna.client.get(address(anna, "refused.csv"), buffered=True)
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "4;Сумма;" in answer.get_data().decode("utf-8-sig")


def test_the_same_file_is_recorded_once(anna: Operator) -> None:
    for told in ("Import 1 is recorded", "This file was imported before, as number 1"):
        upload(anna)
        assert told in anna.sends(address(anna, "record")).text
    assert [row["count"] for row in stat(anna)] == [1]


def test_a_button_pressed_twice_records_once(anna: Operator) -> None:
    upload(anna)
    path = address(anna, "record")
    form = anna.filled_in(path)
    anna.sends(path)
    anna.page = anna.client.post(path, data=form)
    assert "This file was recorded already" in anna.opens("/desk/imports")


def test_a_column_can_be_told(anna: Operator) -> None:
    page = upload(anna, "Когда;Кто;Сколько\n21.11.2026;587-963;7\n")
    assert (page.status_code, "Say which column is which" in page.text) == (422, True)
    path = address(anna, "columns")
    said = {"date": "Когда", "client_id": "Кто", "revenue": "Сколько"}
    anna.sends(path, **{f"column.{field}": header for field, header in said.items()})
    assert "<dd>7.00\u00a0RUB</dd>" in anna.page.text
    anna.sends(address(anna, "record"))
    assert [row["revenue"] for row in stat(anna)] == [7.0]


def test_what_is_no_table_is_told(anna: Operator) -> None:
    for body in (b"", b"PK\x03\x04 no zip"):
        upload(anna, body)
        assert "The file cannot be read:" in anna.opens("/desk/imports")


def test_a_file_that_is_too_large_is_a_page(anna: Operator) -> None:
    body = b"x" * (MAX_FILE_BYTES + 1)
    kind = "multipart/form-data; boundary=x"
    page = anna.client.post("/desk/imports", data=body, content_type=kind)
    assert (page.status_code, page.mimetype) == (413, "text/html")


def test_no_name_leads_out_of_the_folder(anna: Operator, tmp_path: Path) -> None:
    upload(anna, name="../../../evil.csv")
    assert [*tmp_path.rglob("*evil*")] == []
    token = "/desk/imports/" + "%2e%2e%2f" * 3 + "shopstat.toml"
    assert anna.client.get(token).status_code in (303, 404)


def test_a_file_of_another_shop_is_not_there(anna: Operator) -> None:
    upload(anna)
    path = address(anna, "refused.csv")
    anna.logs_in("boris")
    assert anna.client.get(path).status_code == 404


def test_old_files_are_forgotten(
    anna: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(anna)
    monkeypatch.setattr(uploads, "KEPT_SECONDS", -(10**12))
    upload(anna)
    assert len([*(tmp_path / "uploads" / "north").iterdir()]) == 1
