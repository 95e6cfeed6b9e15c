"""/webhooks of telephony services: an answered call is one sale, and only the service is heard."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from werkzeug.test import TestResponse

from app.accounts import store
from app.database.writing import open_writing, writing
from app.intake.telephony import SERVICES
from app.shops.webhook import Service
from config.settings import load_settings
from tests.databases.installation import PASSWORD, installed
from tests.web.senders import NORTH, NOTHING, NOW, SHOP, Shopstat, may_send, row, told

TOKEN, KEY = "a token of Twilio's", "a secret of Zadarma's"
WEBHOOKS = """
[[webhook]]
name = "twilio"
service = "twilio"
secret = "${TWILIO_TOKEN}"
min_seconds = 10

[[webhook]]
name = "pbx"
service = "zadarma"
secret_file = "zadarma.secret"

[[webhook]]
name = "deals"
fields = { id = "a", sold_at = "b", revenue = "c" }
fixed = { channel = "call" }
"""
TWILIO = "/webhooks/twilio?client_id=587-963"
ZADARMA = "/webhooks/pbx/zadarma"
ENDED = {
    "AccountSid": "AC0",
    "CallSid": "CA1",
    "CallStatus": "completed",
    "CallDuration": "65",
    "CallbackSource": "call-progress-events",
    "Direction": "inbound",
    "From": "+74950000001",
    "To": "+74950000002",
    "SequenceNumber": "3",
    "Timestamp": "Fri, 20 Nov 2026 09:01:05 +0000",
}
INCOMING = {
    "event": "NOTIFY_END",
    "call_start": "2026-11-20 12:00:00",
    "pbx_call_id": "in_1",
    "caller_id": "+74950000001",
    "called_did": "74950000002",
    "internal": "101",
    "duration": "125",
    "disposition": "answered",
    "status_code": "16",
    "is_recorded": "0",
}
OUTGOING = {
    **{name: INCOMING[name] for name in ("call_start", "caller_id", "internal", "duration")},
    "event": "NOTIFY_OUT_END",
    "pbx_call_id": "out_1",
    "destination": "74950000001",
    "disposition": "answered",
}


class Telephone(Shopstat):
    """The server of a shop whose calls two services tell of."""

    def twilio(
        self, form: dict[str, str], path: str = TWILIO, at: str = "https://stat.test", by: str = "t"
    ) -> TestResponse:
        """Tell of a call as Twilio does, for the address that it was given."""
        text = at + path + "".join(name + form[name] for name in sorted(form))
        signed = base64.b64encode(hmac.digest(TOKEN.encode(), text.encode(), hashlib.sha1))
        return self.hear(path, form, {"X-Twilio-Signature": signed.decode()}, by)

    def zadarma(self, form: dict[str, str], path: str = ZADARMA, by: str = "") -> TestResponse:
        """Tell of a call as Zadarma does."""
        caller = ("caller_id", "called_did", "call_start")
        extension = ("internal", "destination", "call_start")
        fields = extension if form["event"].startswith("NOTIFY_OUT") else caller
        text = "".join(form[name] for name in fields)
        digits = hmac.new(KEY.encode(), text.encode(), hashlib.sha1).hexdigest()
        return self.hear(path, form, {"Signature": base64.b64encode(digits.encode()).decode()}, by)

    def hear(self, path: str, form: object, headers: dict[str, str], by: str = "") -> TestResponse:
        """Send a form to an address."""
        login = {"auth": (by, PASSWORD)} if by else {}
        base = "http://stat.test"
        return self._client().post(path, data=form, headers=headers, base_url=base, **login)

    def ask(self, path: str, **options: str) -> TestResponse:
        """Ask for an address without a login."""
        return self._client().get(path, **options)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Telephone]:
    monkeypatch.setenv("TWILIO_TOKEN", TOKEN)
    (tmp_path / "shops").mkdir()
    for place in (tmp_path, tmp_path / "shops"):
        (place / "zadarma.secret").write_text(KEY + "\n")
    with (
        time_machine.travel(NOW, tick=False),
        installed(tmp_path, {NORTH: SHOP + WEBHOOKS, "south": SHOP}) as installation,
    ):
        may_send(tmp_path, t=NORTH, zadarma=NORTH, other="south")
        yield Telephone(installation)


def test_an_answered_call_is_one_sale_however_often_it_is_told(server: Telephone) -> None:
    assert [told(server.twilio(ENDED)) for _ in range(2)] == [
        (201, ["accepted"]),
        (200, ["repeated"]),
    ]
    sale = server.show("CA1", by="t").get_json()
    assert (sale["sold_at"], sale["comment"]) == (
        "2026-11-20T12:00:00+03:00",
        "twilio: incoming, 65 s",
    )
    assert server.answer() == row("0.00")


def test_a_call_without_a_client_id_waits_for_one_and_keeps_no_phone_number(
    server: Telephone,
) -> None:
    for form in (INCOMING, OUTGOING):
        assert told(server.zadarma(form)) == (201, ["accepted"])
        assert told(server.zadarma(form)) == (200, ["repeated"])
    shown = [server.show(id, by="zadarma") for id in ("in_1", "out_1")]
    assert [each.get_json()["comment"] for each in shown] == [
        "zadarma: incoming, 125 s",
        "zadarma: outgoing, 125 s",
    ]
    assert not any("7495" in each.text for each in shown)
    assert server.answer() == NOTHING
    server.change("in_1", {"client_id": "587-963", "revenue": "520.00"}, by="zadarma")
    assert told(server.zadarma(INCOMING)) == (200, ["outdated"])
    assert server.answer() == row("520.00")


def test_the_messages_of_a_call_may_come_in_any_order(server: Telephone) -> None:
    ringing = {**ENDED, "CallStatus": "ringing", "SequenceNumber": "1"}
    start = {**INCOMING, "event": "NOTIFY_START"}
    answers = [server.twilio(ENDED), server.twilio(ringing), server.zadarma(start)]
    assert [told(each) for each in answers] == [(201, ["accepted"]), (200, []), (200, [])]
    assert server.answer() == row("0.00")


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled"])
def test_a_call_that_nobody_answered_is_no_sale(server: Telephone, status: str) -> None:
    assert told(server.twilio({**ENDED, "CallStatus": status})) == (200, [])
    assert told(server.zadarma({**INCOMING, "disposition": status})) == (200, [])


def test_a_call_that_was_too_short_is_no_sale(server: Telephone) -> None:
    assert told(server.twilio({**ENDED, "CallDuration": "9"})) == (200, [])
    assert told(server.twilio({**ENDED, "CallDuration": "10"})) == (201, ["accepted"])


@pytest.mark.parametrize("at", ["https://stat.test", "http://stat.test"])
def test_the_scheme_of_the_address_may_be_hidden_by_a_proxy(server: Telephone, at: str) -> None:
    assert server.twilio(ENDED, at=at).status_code == 201


def test_a_service_may_be_let_in_by_its_signature_alone(server: Telephone) -> None:
    assert server.twilio(ENDED, "/webhooks/twilio/t?client_id=587-963", by="").status_code == 201
    assert server.answer() == row("0.00")


def test_a_wrong_signature_opens_nothing(server: Telephone) -> None:
    stolen = server.twilio({**ENDED, "CallStatus": "ringing"}).request.headers
    signature = {"X-Twilio-Signature": stolen["X-Twilio-Signature"]}
    answers = [
        server.hear(TWILIO, ENDED, signature, by="t"),
        server.hear(TWILIO, ENDED, {}, by="t"),
        server.twilio(ENDED, at="https://other.test"),
        server.hear(ZADARMA, INCOMING, {"Signature": "é"}),
        server.hear(ZADARMA, {**INCOMING, "event": "OTHER"}, {"Signature": "x"}),
    ]
    assert [each.status_code for each in answers] == [403, 403, 403, 401, 401]
    assert "[[webhook]] twilio" in answers[0].get_json()["detail"]
    assert server.answer() == NOTHING


def test_an_address_tells_nothing_of_accounts_and_webhooks(server: Telephone) -> None:
    answers = [
        server.zadarma(INCOMING, path)
        for path in (
            "/webhooks/pbx/nobody",
            "/webhooks/pbx/other",
            f"/webhooks/pbx/{NORTH}",  # it may not send
            "/webhooks/deals/zadarma",
            "/webhooks/twilio/zadarma",
            "/webhooks/none/zadarma",
        )
    ]
    assert {(each.status_code, each.get_json()["detail"]) for each in answers} == {
        (401, answers[0].get_json()["detail"])
    }


def test_a_login_is_needed_where_no_account_is_named(server: Telephone) -> None:
    assert server.zadarma(INCOMING, "/webhooks/pbx").status_code == 401
    assert server.zadarma(INCOMING, "/webhooks/pbx", by="zadarma").status_code == 201


def test_a_disabled_account_is_not_heard(server: Telephone, tmp_path: Path) -> None:
    ledger = open_writing(load_settings(tmp_path).ledger_url)
    with writing(ledger) as connection:
        store.disable(connection, "zadarma")
    ledger.dispose()
    assert server.zadarma(INCOMING).status_code == 401


def test_a_page_and_another_kind_of_body_are_refused(server: Telephone) -> None:
    page = server.hear(ZADARMA, INCOMING, {"Origin": "https://shop.example"})
    json = server.hear(ZADARMA, b"{}", {"Content-Type": "application/json"})
    unknown = server.hear("/webhooks/no/body", b"{}", {"Content-Type": "application/json"})
    assert [each.status_code for each in (page, json, unknown)] == [403, 415, 415]


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"CallSid": "", "Timestamp": ""}, {"CallSid": "is missing", "Timestamp": "is missing"}),
        ({"CallDuration": "long"}, {"CallDuration": "expected whole seconds, got 'long'"}),
        (
            {"Timestamp": "noon"},
            {"Timestamp": "expected a time like Fri, 20 Nov 2026 09:00:00 +0000, got 'noon'"},
        ),
    ],
)
def test_a_call_that_cannot_be_read_is_refused_by_the_services_own_words(
    server: Telephone, wrong: dict[str, str], faults: dict[str, str]
) -> None:
    assert told(server.twilio({**ENDED, **wrong})) == (422, faults)
    nameless = {**INCOMING, "pbx_call_id": "", "duration": ""}
    missing = {"pbx_call_id": "is missing", "duration": "is missing"}
    assert told(server.zadarma(nameless)) == (422, missing)
    cure = "expected a time like 2026-11-20 12:00:00, got 'noon'"
    assert told(server.zadarma({**INCOMING, "call_start": "noon"})) == (422, {"call_start": cure})


def test_zadarma_hears_what_it_said_and_nothing_else_is_echoed(server: Telephone) -> None:
    heard = server.ask(f"{ZADARMA}?zd_echo=5f3a-b_c.1")
    assert (heard.status_code, heard.text, heard.mimetype) == (200, "5f3a-b_c.1", "text/plain")
    assert heard.headers["X-Content-Type-Options"] == "nosniff"
    unheard = [
        server.ask(f"{ZADARMA}{query}").status_code
        for query in ("", "?zd_echo=", "?zd_echo=<b>", "?zd_echo=a&zd_echo=b", "?zd_echo=a%0A")
    ]
    assert unheard == [400] * 5


def test_every_service_has_a_file() -> None:
    assert {*SERVICES} == {*Service}
