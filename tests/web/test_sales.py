"""/sales: what a program hands in is counted once and exactly, or refused with every reason."""

import gzip
import json
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from app.factory import MAX_BODY_BYTES
from app.intake.handing_in import MAX_SALES
from tests.databases.installation import PASSWORD, running
from tests.web.senders import (
    DAY,
    NOTHING,
    SOUTH,
    Shopstat,
    a_sale,
    row,
    shopstat,
    told,
)

PHONE = "'+7 495 123-45-67' reads as a phone number; write the client ID like id 587-963"
MISSING = {"channel": "is missing", "id": "is missing", "revenue": "is missing"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Shopstat]:
    with shopstat(tmp_path) as server:
        yield server


def test_the_smallest_sale_is_counted(server: Shopstat) -> None:
    response = server.send(a_sale())
    assert response.get_json() == {
        **{"accepted": 1, "replaced": 0, "repeated": 0, "outdated": 0, "conflict": 0},
        **{"refused": 0, "unmatched": 0},
        "sales": [{"id": "S-1", "outcome": "accepted", "client_id": "587-963"}],
    }
    assert (response.status_code, response.headers["Location"]) == (201, "/sales/S-1")
    assert server.answer() == row("520.00")
    assert server.answer(SOUTH) == NOTHING


def test_a_repeated_sale_is_counted_once(server: Shopstat) -> None:
    again = [told(server.send(a_sale())) for _ in range(3)]
    assert again == [(201, ["accepted"]), (200, ["repeated"]), (200, ["repeated"])]
    assert server.answer() == row("520.00")


def test_a_query_that_is_no_text_is_refused(server: Shopstat) -> None:
    client, login = server._client(), ("crm", PASSWORD)
    response = client.post(
        "/sales", json=a_sale(), auth=login, environ_overrides={"QUERY_STRING": "mode=\xff"}
    )
    assert (response.status_code, response.get_json()["detail"]) == (
        *(400, "what stands behind the ? is not in UTF-8: percent-encode it"),
    )


def test_a_name_given_twice_is_found_among_very_many(server: Shopstat) -> None:
    names = [*map(str, range(90_000)), "89999"]
    response = server.send(b"{%s}" % ",".join(f'"{name}":0' for name in names).encode())
    assert (response.status_code, response.get_json()["detail"]) == (
        *(400, "an object has the name '89999' twice: leave one of them"),
    )


def test_other_contents_without_a_newer_version_change_nothing(server: Shopstat) -> None:
    server.send(a_sale())
    status, faults = told(server.send(a_sale(revenue="530.00")))
    assert (status, [*faults]) == (409, [""])
    assert faults[""].startswith("this id is known with other contents under the same version")
    assert server.answer() == row("520.00")


def test_the_last_word_on_an_order_counts_in_whatever_order_its_events_arrive(
    server: Shopstat,
) -> None:
    events = [
        {"state": "ordered", "changed_at": "2026-11-20T12:00:00Z"},
        {"state": "sold", "changed_at": "2026-11-20T12:00:00.000001Z"},
        {"returned": "20.50", "changed_at": "2026-11-20T15:00:01+03:00"},
    ]
    for number, order in enumerate(permutations(events)):
        for event in order:
            server.send(a_sale(f"O-{number}", **event))
    assert server.answer() == row("2997.00", 6)


def test_what_was_only_ordered_is_not_sold(server: Shopstat) -> None:
    assert told(server.send(a_sale(state="ordered"))) == (201, ["accepted"])
    assert server.answer() == NOTHING
    assert told(server.send(a_sale(state="sold", version=1))) == (200, ["replaced"])
    assert server.answer() == row("520.00")
    assert told(server.send(a_sale(state="ordered"))) == (200, ["outdated"])
    assert server.answer() == row("520.00")


def test_a_batch_tells_what_became_of_each(server: Shopstat) -> None:
    server.send(a_sale("known"))
    batch = [
        a_sale("new"),
        a_sale("known"),
        a_sale("known", version=2, cost="20"),
        a_sale("known", version=1),
        a_sale("known", version=2),
        a_sale("unmatched", client_id="+7 495 123-45-67"),
        {"sold_at": "2026-11-20T12:00:00Z"},
    ]
    response = server.send({"sales": batch})
    assert response.status_code == 200
    receipt = response.get_json()
    assert receipt["sales"] == [
        {"id": "new", "outcome": "accepted", "client_id": "587-963"},
        {"id": "known", "outcome": "repeated", "client_id": "587-963"},
        {"id": "known", "outcome": "replaced", "client_id": "587-963"},
        {"id": "known", "outcome": "outdated", "client_id": "587-963"},
        {
            **{"id": "known", "outcome": "conflict"},
            "faults": [{"field": "", "detail": receipt["sales"][4]["faults"][0]["detail"]}],
        },
        {
            **{"id": "unmatched", "outcome": "accepted", "client_id": None},
            "unmatched": {"reason": "phone", "detail": PHONE},
        },
        {
            **{"id": None, "outcome": "refused"},
            "faults": [{"field": field, "detail": why} for field, why in MISSING.items()],
        },
    ]
    numbers = {key: value for key, value in receipt.items() if key != "sales"}
    assert numbers == {
        **{"accepted": 2, "replaced": 1, "repeated": 1, "outdated": 1, "conflict": 1},
        **{"refused": 1, "unmatched": 1},
    }
    assert server.answer() == row("1040.00", 2, profit="500.00")


def test_of_all_or_nothing_one_bad_sale_keeps_the_others_out(server: Shopstat) -> None:
    server.send(a_sale("known", revenue="0"))
    bad = server.send({"sales": [a_sale("1"), {"sold_at": "now"}, a_sale("2", count=0)]}, "all")
    conflict = server.send({"sales": [a_sale("1"), a_sale("known")]}, "all")
    assert told(bad) == (
        422,
        {
            **{f"sales[1].{field}": why for field, why in MISSING.items()},
            "sales[1].sold_at": "write RFC 3339 with an offset, like 2026-11-20T12:00:00+03:00",
            "sales[2].count": "expected 1 to 1000000, got 0",
        },
    )
    assert (conflict.status_code, [*told(conflict)[1]]) == (409, ["sales[1]"])
    assert server.answer() == row("0.00")
    assert told(server.send({"sales": [a_sale("1"), a_sale("known", "0")]}, "all"))[0] == 200


def test_a_batch_of_which_nothing_is_taken_is_refused(server: Shopstat) -> None:
    server.send(a_sale())
    assert told(server.send({"sales": [{}, 7]}))[0] == 422
    assert told(server.send({"sales": [a_sale(revenue="1")]}))[0] == 409


def test_no_sales_are_no_fault(server: Shopstat) -> None:
    assert told(server.send({"sales": []})) == (200, [])


def test_a_thousand_sales_come_in_at_once_and_no_more(server: Shopstat) -> None:
    sales = [a_sale(str(number), "0.01", comment="ж" * 50) for number in range(MAX_SALES + 1)]
    assert told(server.send({"sales": sales[:-1]})) == (200, ["accepted"] * MAX_SALES)
    assert told(server.send({"sales": sales})) == (
        422,
        {"sales": "at most 1000 at a time, got 1001: send them in parts"},
    )
    assert server.answer() == row("10.00", 1000)


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"", 400, "the body is no JSON: Expecting value at line 1 column 1"),
        (b'{"id": "S-1",}', 400, "the body is no JSON: "),
        (b'{"id": "\xff"}', 400, "the body is not in UTF-8"),
        (b'{"revenue": NaN}', 400, "NaN is no JSON: write a number or null"),
        (b'{"revenue": -Infinity}', 400, "-Infinity is no JSON"),
        (b'{"id": 1, "id": 1}', 400, "an object has the name 'id' twice: leave one of them"),
        (b"[" * 100_000, 400, "the body is nested too deep"),
        (b'{"id":' * 100_000, 400, "the body is nested too deep"),
        (b" " * (MAX_BODY_BYTES + 1), 413, f"the body may have {MAX_BODY_BYTES} bytes at most"),
        (b"[]", 422, "nothing was entered: write one sale as an object, or several as"),
        (b"null", 422, "nothing was entered: write one sale as an object, or several as"),
        (b'{"sales": {}}', 422, "nothing was entered: sales: write a list of sales"),
        (b'{"sales": [], "id": "1"}', 422, "nothing was entered: sales: leave everything beside"),
    ],
)
def test_what_is_no_delivery_is_refused(
    server: Shopstat, body: bytes, status: int, detail: str
) -> None:
    response = server.send(body)
    assert response.status_code == status
    assert response.get_json()["detail"].startswith(detail)


def test_a_form_or_a_packed_body_is_of_the_wrong_kind(server: Shopstat) -> None:
    sent = json.dumps(a_sale()).encode()
    for kind in ("application/x-www-form-urlencoded", "text/plain", ""):
        assert server.send(sent, content_type=kind).status_code == 415
    packed = server._client().post(
        "/sales",
        data=gzip.compress(sent),
        content_type="application/json",
        auth=("crm", PASSWORD),
        headers={"Content-Encoding": "gzip"},
    )
    assert packed.status_code == 415
    assert server.answer() == NOTHING
    assert server.send(sent, content_type="application/json; charset=utf-8").status_code == 201


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"sum": 1}, {"sum": "there is no such field: take it out"}),
        ({"ё" * 50: 1}, {f"'{'ё' * 38}…": "there is no such field: take it out"}),
        ({"id": 7}, {"id": "write text in double quotes"}),
        ({"id": None}, {"id": "is missing"}),
        ({"id": ""}, {"id": "expected 1 to 128 characters, got 0"}),
        ({"id": "x" * 129}, {"id": "expected 1 to 128 characters, got 129"}),
        ({"id": "a\nb"}, {"id": "holds a control character, or a blank at an end: take it out"}),
        ({"channel": "site"}, {"channel": "write one of call, offline"}),
        ({"channel": ["call"]}, {"channel": "write one of call, offline"}),
        ({"client_id": 587963}, {"client_id": "write text in double quotes"}),
        ({"client_id": "x" * 513}, {"client_id": "expected at most 512 characters, got 513"}),
        ({"currency": "USD"}, {"currency": "this shop keeps RUB: convert the amounts, or leave"}),
        ({"revenue": "1,5"}, {"revenue": "write up to 12 digits, a point and up to 2 decimals"}),
        ({"revenue": "１２"}, {"revenue": "write up to 12 digits, a point and up to 2 decimals"}),
        ({"revenue": 1.005}, {"revenue": "write up to 12 digits, a point and up to 2 decimals"}),
        ({"revenue": 1e30}, {"revenue": "write up to 12 digits, a point and up to 2 decimals"}),
        ({"revenue": True}, {"revenue": 'write an amount like "520.00"'}),
        ({"count": "2"}, {"count": "write a whole number, without quotes"}),
        ({"count": 1.0}, {"count": "write a whole number, without quotes"}),
        ({"version": 10**18 * 9}, {"version": f"expected 0 to {2**62}, got {9 * 10**18}"}),
        ({"version": 1, "changed_at": "2026-11-20T12:00:00Z"}, {"changed_at": "is the version"}),
        ({"state": "returned_in_part"}, {"returned": "expected more than 0 and at most"}),
        ({"returned": "520.01"}, {"returned": "expected more than 0 and at most the revenue"}),
        ({"sold_at": "2026-11-20"}, {"sold_at": "write RFC 3339 with an offset"}),
        ({"sold_at": "2026-02-30T00:00:00Z"}, {"sold_at": "the calendar has no"}),
        ({"sold_at": "0001-01-01T00:00:00+03:00"}, {"sold_at": "the calendar has no"}),
        ({"sold_at": "0001-01-01T00:00:00"}, {"sold_at": "lies outside of the years 1970"}),
        ({"sold_at": "2026-11-22T12:00:01Z"}, {"sold_at": "lies more than 24 hours ahead"}),
        ({"comment": "\ud800"}, {"comment": "holds a character that is no text"}),
        ({"comment": "\0", "count": 0}, {"comment": "holds a character", "count": "expected 1"}),
    ],
)
def test_a_sale_is_refused_with_every_reason(
    server: Shopstat, said: dict[str, Any], faults: dict[str, str]
) -> None:
    status, found = told(server.send({**a_sale(), **said}))
    assert status == 422
    assert {at: why[: len(faults.get(at, why))] for at, why in found.items()} == faults
    assert server.answer() == NOTHING


def test_money_is_taken_as_it_is_written(server: Shopstat) -> None:
    amounts = ["0.1", "0.2", '"999999999999.99"', "999999999999.99", "-0.29"]
    for number, amount in enumerate(amounts):
        body = json.dumps(a_sale(str(number), "AMOUNT")).replace('"AMOUNT"', amount)
        assert server.send(body.encode()).status_code == 201
    assert server.answer() == row("1999999999999.99", 5)


def test_a_time_without_an_offset_is_that_of_the_shops_clock(server: Shopstat) -> None:
    server.send(a_sale("last", sold_at="2026-11-20T23:59:59"))
    server.send(a_sale("next", "1.00", sold_at="2026-11-20T21:00:00Z"))
    server.send(a_sale("ahead", "2.00", sold_at="2026-11-22T12:00:00Z"))
    assert server.answer() == row("520.00")
    assert server.answer(day=date(2026, 11, 21)) == row("1.00")
    assert server.answer(day=date(2026, 11, 22)) == row("2.00")


def test_null_is_as_good_as_left_out(server: Shopstat) -> None:
    optional = ("cost", "currency", "count", "state", "returned", "version", "comment")
    assert server.send({**a_sale(), **dict.fromkeys(optional)}).status_code == 201
    response = server.send(a_sale("2", client_id=None))
    assert response.get_json()["sales"][0]["unmatched"]["reason"] == "blank"
    assert server.answer() == row("520.00")


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "=cmd|' /C calc'!A0", "<script>", "😀\u202e", "％s"]
)
def test_any_text_is_kept_as_it_is(server: Shopstat, text: str) -> None:
    assert server.send(a_sale(text, client_id=text, comment=text)).status_code == 201
    response = server.send(a_sale(text, client_id=text, comment=text))
    assert told(response) == (200, ["repeated"])


@pytest.mark.parametrize("text", ["\0", "\ud800", "\udfff\ud800", "\x1b[0m", "\r\n\r\n", "\uffff"])
@pytest.mark.parametrize(
    "field", ["id", "channel", "client_id", "sold_at", "revenue", "currency", "state", "comment"]
)
def test_no_text_anywhere_breaks_anything(server: Shopstat, field: str, text: str) -> None:
    for body in ({**a_sale(), field: text}, {"sales": [a_sale("2"), {**a_sale(), field: text}]}):
        response = server.send(body)
        assert response.status_code in (200, 201, 422)
        assert response.get_json()


def test_only_accounts_that_may_send_hand_in(server: Shopstat) -> None:
    assert server.send(a_sale(), by="north").status_code == 403
    assert server.send(a_sale(), by="nobody").status_code == 401
    assert server.show("S-1", by="north").status_code == 403


def test_a_shop_with_a_database_of_its_own_takes_none(tmp_path: Path) -> None:
    with shopstat(tmp_path):
        pass
    (tmp_path / "shops" / "north.toml").write_text(
        'time_zone = "UTC"\ncurrency = "RUB"\ndatabase = "sqlite:///x.db"\n[[source]]\n'
        'name = "a"\nchannel = "call"\ntable = "a"\nclient_id = "c"\n'
        'time = { column = "t", kind = "utc" }\n'
    )
    with running(tmp_path) as installation:
        response = Shopstat(installation).send(a_sale())
    assert response.status_code == 403
    assert response.get_json()["detail"].startswith("this shop's sales are read from its own data")


def test_a_mode_that_is_none_is_named(server: Shopstat) -> None:
    response = server.send(a_sale(), "some")
    assert response.status_code == 400
    assert response.get_json()["parameter"] == "mode"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_told_which_there_are(server: Shopstat, method: str) -> None:
    response = server._client().open("/sales", method=method, auth=("crm", PASSWORD))
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_every_ledger_gives_the_same_bytes(tmp_path: Path, any_url: str) -> None:
    with shopstat(tmp_path, any_url) as server:
        server.send({"sales": [a_sale("1", cost="20"), a_sale("2", 0.5), a_sale("Ё/ё", "9.99")]})
        server.send({"sales": [a_sale("1", cost="20"), a_sale("ё/ё", "0.01", client_id="нет")]})
        server.send({"sales": [a_sale("3"), {"id": "4"}]}, "all")
        changed = server.change("Ё%2Fё", {"returned": "9.98"})
        unknown = [server.show(id).status_code for id in ("5", "1 ", "a\0b", "x" * 200)]
        shown = server.show("Ё%2Fё").get_json()
        answer = server.answer()
    assert answer == row("520.51", 3, profit="500.00")
    assert unknown == [404, 404, 404, 404]
    assert changed.status_code == 200
    assert {**shown.pop("versions")[0]} == {
        **{"id": "Ё/ё", "channel": "call", "client_id": "587-963", "client_text": "587-963"},
        **{"sold_at": "2026-11-20T12:00:00+03:00", "revenue": "9.99", "cost": None, "count": 1},
        **{"currency": "RUB", "state": "sold", "returned": "0.00", "version": 0, "comment": ""},
        "entered_at": "2026-11-21T15:00:00+03:00",
    }
    assert shown == changed.get_json()
    assert (shown["state"], shown["returned"], shown["version"]) == ("returned_in_part", "9.98", 1)
    assert str(DAY) in shown["sold_at"]
