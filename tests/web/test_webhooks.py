"""/webhooks: another system's messages tell of sales as the shop's file says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.intake.sale_schema import SaleSchema
from app.shops.webhook import SALE_FIELDS
from tests.databases.installation import PASSWORD, installed
from tests.house.pages import ROOT, blocks
from tests.web.senders import NORTH, NOTHING, SHOP, Shopstat, may_send, row, told

PAGE = ROOT / "docs" / "intake.md"
MESSAGE = {
    "event": "deal_changed",
    "deal": {"id": 7001, "status": "won", "amount": "520.00", "note": "id 587-963"},
    "created": 1795165200,
    "changed": "2026-11-20 12:00:01",
}


def the_webhook() -> str:
    (block,) = (each.text for each in blocks(PAGE, "toml") if '"deals"' in each.text)
    return block


class Hooked(Shopstat):
    """The server of the shop in docs/intake.md."""

    def hear(self, body: Any, name: str = "deals", by: str = "crm", **sent: Any) -> TestResponse:
        """Send a message: as JSON, or a dict as a form."""
        given = {"data": body} if sent.pop("form", False) else {"json": body}
        return self._client().post(f"/webhooks/{name}", auth=(by, PASSWORD), **given, **sent)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Hooked]:
    with installed(tmp_path, {NORTH: the_webhook(), "south": SHOP}) as installation:
        may_send(tmp_path, crm=NORTH, till="south")
        yield Hooked(installation)


def changed(**other: Any) -> dict[str, Any]:
    return {**MESSAGE, **other}


def deal(**other: Any) -> dict[str, Any]:
    return {**MESSAGE, "deal": {**MESSAGE["deal"], **other}}  # type: ignore[dict-item]  # a dict


def test_a_message_becomes_a_sale_and_counts_once(server: Hooked) -> None:
    again = [told(server.hear(MESSAGE)) for _ in range(2)]
    assert again == [(201, ["accepted"]), (200, ["repeated"])]
    assert server.answer() == row("520.00")
    shown = server.show("7001").get_json()
    assert (shown["sold_at"], shown["client_text"]) == ("2026-11-20T12:00:00+03:00", "id 587-963")


def test_the_last_message_counts_in_whatever_order_they_come(server: Hooked) -> None:
    server.hear({**deal(status="lost"), "changed": "2026-11-20 15:00:00"})
    assert told(server.hear(MESSAGE)) == (200, ["outdated"])
    assert server.answer() == NOTHING


def test_a_message_about_something_else_is_heard_and_left(server: Hooked) -> None:
    for event in ("call_started", None, 7, ["deal_changed"]):
        response = server.hear(changed(event=event))
        assert (response.status_code, response.get_json()["sales"]) == (200, [])
    assert server.answer() == NOTHING


@pytest.mark.parametrize(
    ("message", "faults"),
    [
        ([], {"": "write an object"}),
        (deal(status="paused"), {"state": "'paused' is not among values.state of deals: add it"}),
        (deal(status=["won"]), {"state": "\"['won']\" is not among values.state of deals: add it"}),
        (deal(id=None, amount="1 234,50"), {"id": "is missing", "revenue": "write up to 12"}),
        (deal(amount={"sum": 1}), {"revenue": 'write an amount like "520.00"'}),
        (changed(deal=None), {"id": "is missing", "revenue": "is missing"}),
        (changed(created="yesterday noon"), {"sold_at": "write RFC 3339 with an offset"}),
        (changed(created=9999999999999), {"sold_at": "lies more than 24 hours ahead"}),
        (deal(note="\0"), {"client_id": "holds a character that is no text"}),
        (deal(id="\ud800"), {"id": "holds a control character"}),
    ],
)
def test_a_message_that_is_no_sale_is_refused_with_its_reasons(
    server: Hooked, message: Any, faults: dict[str, str]
) -> None:
    status, found = told(server.hear(message))
    assert status == 422
    assert {at: why[: len(faults.get(at, why))] for at, why in found.items()} == faults


def test_a_form_is_read_as_well(tmp_path: Path) -> None:
    webhook = """
[[webhook]]
name = "calls"
fields = { id = "call[id]", client_id = "ext", sold_at = "start", count = "n", revenue = "sum" }
fixed = { channel = "call" }
"""
    form = {"call[id]": "1", "ext": "587963", "start": "1795165200000", "n": "2", "sum": "1.5"}
    with installed(tmp_path, {NORTH: SHOP + webhook}) as installation:
        may_send(tmp_path, crm=NORTH)
        server = Hooked(installation)
        first = server.hear(form, "calls", form=True)
        other = server.hear({**form, "sum": "2"}, "calls", form=True)
        empty = server.hear({**form, "n": "", "call[id]": "2"}, "calls", form=True)
        answer = server.answer()
    assert [first.status_code, other.status_code, empty.status_code] == [201, 409, 201]
    assert answer == row("3.00", 3)


def test_only_programs_with_the_login_of_the_shop_are_heard(server: Hooked) -> None:
    statuses = [
        server.hear(MESSAGE, by=NORTH).status_code,
        server.hear(MESSAGE, by="till").status_code,
        server.hear(MESSAGE, "other").status_code,
        server.hear(MESSAGE, headers={"Origin": "https://shop.example"}).status_code,
        server.hear("x", content_type="text/plain", form=True).status_code,
        server.hear(
            json.dumps(MESSAGE)[:-1], content_type="application/json", form=True
        ).status_code,
    ]
    assert statuses == [403, 404, 404, 403, 415, 400]
    assert server.answer() == NOTHING


def test_a_webhook_knows_the_fields_of_a_sale() -> None:
    assert {*SALE_FIELDS} == {*SaleSchema().fields}
