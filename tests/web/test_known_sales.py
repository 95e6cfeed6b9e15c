"""/sales/{id}: a sender changes what it sent before, and nobody else's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.senders import NOTHING, SOUTH, Shopstat, a_sale, row, shopstat, told


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Shopstat]:
    with shopstat(tmp_path) as server:
        yield server


@pytest.mark.parametrize(
    ("patches", "answer"),
    [
        ([{"state": "returned_in_part", "returned": "100.00"}], row("420.00", profit="320.00")),
        ([{"returned": 100.5}], row("419.50", profit="319.50")),
        ([{"returned": "100"}, {"returned": "520"}], row("0.00", profit="-100.00")),
        ([{"returned": "100"}, {"returned": "0"}], row("520.00", profit="420.00")),
        ([{"returned": "100"}, {"state": "returned"}], NOTHING),
        ([{"state": "returned"}, {"state": "sold"}], row("520.00", profit="420.00")),
        ([{"state": "cancelled"}, {"state": "cancelled"}], NOTHING),
        ([{"state": "ordered"}], NOTHING),
        ([{"revenue": "1.00", "cost": None}], row("1.00")),
        ([{"client_id": "id 111222"}], row("520.00", 1, "111-222", "420.00")),
        ([{"client_id": None}], NOTHING),
        ([{"sold_at": "2026-11-19T12:00:00Z"}], NOTHING),
        ([{"channel": "offline", "count": 3, "comment": "ё"}], row("520.00", 3, profit="420.00")),
        ([{}, {"comment": None}], row("520.00", profit="420.00")),
    ],
)
def test_a_change_is_in_the_next_answer(
    server: Shopstat, patches: list[dict[str, Any]], answer: bytes
) -> None:
    server.send(a_sale(cost="100.00"))
    statuses = [server.change("S-1", patch).status_code for patch in patches]
    assert statuses == [200] * len(patches)
    assert server.answer() == answer


def test_a_change_keeps_what_was_known_before(server: Shopstat) -> None:
    server.send(a_sale())
    changed = server.change("S-1", {"state": "cancelled"}).get_json()
    assert server.change("S-1", {"state": "cancelled"}).get_json() == changed
    shown = server.show("S-1").get_json()
    assert (shown["version"], shown["state"]) == (1, "cancelled")
    assert [(former["version"], former["state"]) for former in shown["versions"]] == [(0, "sold")]


def test_the_sale_sent_again_after_a_change_is_outdated(server: Shopstat) -> None:
    server.send(a_sale())
    server.change("S-1", {"state": "cancelled"})
    assert told(server.send(a_sale())) == (200, ["outdated"])
    assert server.answer() == NOTHING


@pytest.mark.parametrize(
    ("patch", "faults"),
    [
        ([], {"": "write an object with the fields that change"}),
        ({"id": "S-2"}, {"id": "cannot be changed: cancel this sale and send another"}),
        ({"version": 7}, {"version": "is raised by the change itself"}),
        ({"sum": None}, {"sum": "there is no such field: take it out"}),
        ({"revenue": None}, {"revenue": "is missing"}),
        ({"revenue": "x", "count": -1}, {"revenue": "write up to 12", "count": "write a whole"}),
        ({"returned": "520.01"}, {"returned": "expected more than 0 and at most the revenue"}),
        ({"state": "cancelled", "returned": "1"}, {"returned": "belongs to the state"}),
        ({"sold_at": "2027-01-01T00:00:00Z"}, {"sold_at": "lies more than 24 hours ahead"}),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    server: Shopstat, patch: Any, faults: dict[str, str]
) -> None:
    server.send(a_sale())
    status, found = told(server.change("S-1", patch))
    assert status == 422
    assert {at: why[: len(faults.get(at, why))] for at, why in found.items()} == faults
    assert server.answer() == row("520.00")


def test_no_version_is_left_above_the_last_one(server: Shopstat) -> None:
    server.send(a_sale(version=2**62))
    assert told(server.change("S-1", {"state": "cancelled"}))[1] == {
        "version": f"expected 0 to {2**62}, got {2**62 + 1}"
    }


def test_a_sender_sees_its_own_sales_alone(server: Shopstat) -> None:
    server.send(a_sale())
    server.send(a_sale(revenue="1.00"), by="till")
    assert server.show("S-1", by="erp").status_code == 404
    assert server.change("S-1", {"state": "cancelled"}, by="erp").status_code == 404
    assert server.show("S-1", by="till").get_json()["revenue"] == "1.00"
    assert server.change("S-1", {"state": "cancelled"}, by="till").status_code == 200
    assert (server.answer(), server.answer(SOUTH)) == (row("520.00"), NOTHING)


def test_two_senders_may_use_the_same_ids(server: Shopstat) -> None:
    answers = [told(server.send(a_sale(), by=name)) for name in ("crm", "erp")]
    assert answers == [(201, ["accepted"])] * 2
    assert server.answer() == row("1040.00", 2)


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("a/b", "a%2Fb"),
        ("/a", "%2Fa"),
        ("a?b#c", "a%3Fb%23c"),
        ("Заказ №1", "%D0%97%D0%B0%D0%BA%D0%B0%D0%B7%20%E2%84%961"),
        ("a%2Fb", "a%252Fb"),
    ],
)
def test_an_id_may_hold_any_sign(server: Shopstat, id: str, path: str) -> None:
    assert server.send(a_sale(id)).headers["Location"] == f"/sales/{path}"
    assert server.show(path).get_json()["id"] == id


@pytest.mark.parametrize("path", ["S-2", "s-1", "%00", "%FF", "x" * 2000, "S-1/"])
def test_an_unknown_id_is_not_found(server: Shopstat, path: str) -> None:
    server.send(a_sale())
    response = server.show(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert server.change(path, {}).status_code == 404
