"""Idempotency-Key: the same request again changes nothing, and gets the very same receipt."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from werkzeug.test import TestResponse

from app.database.writing import LedgerUnavailable
from app.intake.deliveries import KEPT_DAYS
from app.ledger import receipts
from tests.web.senders import NOW, a_sale, row, shopstat


def whole(response: TestResponse) -> tuple[int, bytes, str | None]:
    return response.status_code, response.get_data(), response.headers.get("Location")


def test_the_same_request_again_gets_the_same_receipt(tmp_path: Path, any_url: str) -> None:
    with shopstat(tmp_path, any_url) as server:
        first = whole(server.send(a_sale("S/1"), key="8e03978e-40d5-43dd-bc93-6894a57f9324"))
        server.change("S%2F1", {"revenue": "1.00"})
        quoted = server.send(a_sale("S/1"), key='"8e03978e-40d5-43dd-bc93-6894a57f9324"')
        other = server.send(a_sale("S-2"), key="8e03978e-40d5-43dd-bc93-6894a57f9324")
        elsewhere = server.send(a_sale(), key="8e03978e-40d5-43dd-bc93-6894a57f9324", by="erp")
        answer = server.answer()
    assert first[0] == 201
    assert whole(quoted) == first
    assert (other.status_code, other.get_json()["type"]) == (422, "/problems/key-used")
    assert elsewhere.status_code == 201
    assert answer == row("521.00", 2)


def test_a_large_receipt_is_kept_whole(tmp_path: Path, any_url: str) -> None:
    batch = {"sales": [a_sale("ж" * 120 + str(n), client_id="нет") for n in range(1000)]}
    with shopstat(tmp_path, any_url) as server:
        first, again = (whole(server.send(batch, key="k")) for _ in range(2))
    assert first[0] == 200
    assert len(first[1]) > 1 << 16
    assert again == first


@pytest.mark.parametrize("key", ["", "k-1"])
def test_eight_deliveries_at_once_count_once(tmp_path: Path, any_url: str, key: str) -> None:
    batch = {"sales": [a_sale(str(number)) for number in range(20)]}
    with shopstat(tmp_path, any_url) as server, ThreadPoolExecutor(8) as pool:
        server.answer()
        sent = [pool.submit(server.send, batch, key=key) for _ in range(8)]
        told = Counter(whole(each.result())[:2] for each in sent)
        answer = server.answer()
    assert {status for status, _ in told} == {200}
    assert sorted(told.values()) == ([8] if key else [1, 7])
    assert answer == row("10400.00", 20)


def test_a_refused_request_may_be_mended_under_its_key(tmp_path: Path) -> None:
    with shopstat(tmp_path) as server:
        refused = [server.send(a_sale(revenue="x"), key="k").status_code for _ in range(2)]
        mended = server.send(a_sale(), key="k").status_code
    assert (refused, mended) == ([422, 422], 201)


def test_a_receipt_is_forgotten_after_a_week(tmp_path: Path) -> None:
    with shopstat(tmp_path) as server, time_machine.travel(NOW, tick=False) as clock:
        server.send(a_sale(), key="old")
        clock.shift(timedelta(days=KEPT_DAYS - 1))
        kept = server.send(a_sale(), key="old").status_code
        clock.shift(timedelta(days=2))
        server.send(a_sale("S-2"), key="new")
        forgotten = server.send(a_sale(), key="old").status_code
        answer = server.answer()
    assert (kept, forgotten) == (201, 200)
    assert answer == row("1040.00", 2)


def test_what_was_entered_is_told_though_old_receipts_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise LedgerUnavailable("the ledger does not answer: locked")

    monkeypatch.setattr(receipts, "forget", unavailable)
    with shopstat(tmp_path) as server:
        assert server.send(a_sale(), key="k").status_code == 201
        assert server.answer() == row("520.00")


def test_a_key_that_is_none_is_named(tmp_path: Path) -> None:
    with shopstat(tmp_path) as server:
        for key in ("a b", '"', '""', "ключ", "x" * 129, "a,b", '"a', "a\tb"):
            response = server.send(a_sale(), key=key)
            assert response.status_code == 400
            assert response.get_json()["detail"].startswith("Idempotency-Key: write 1 to 128")
