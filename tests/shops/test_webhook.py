"""[[webhook]] in a shop's file: read as it stands, or refused with every fault."""

import tomllib
from pathlib import Path

import pytest

from app.shops.faults import Misconfigured
from app.shops.shop_file import read_shop
from app.shops.webhook import CallWebhook, Service, Webhook

FILE = Path("instance/shops/main.toml")
SHOP = 'time_zone = "UTC"\ncurrency = "RUB"\n'
FIELDS = 'fields = { id = "a", sold_at = "b", revenue = "c" }\n'
FIXED = 'fixed = { channel = "call" }\n'
CALLS = '[[webhook]]\nname = "calls"\nservice = "zadarma"\n'
GOOD = f'[[webhook]]\nname = "crm"\n{FIELDS}{FIXED}'


def webhooks(text: str) -> tuple[Webhook | CallWebhook, ...]:
    return read_shop("main", tomllib.loads(SHOP + text), FILE, Path("presets")).webhooks


def faults(text: str) -> dict[str, str]:
    with pytest.raises(Misconfigured) as told:
        webhooks(text)
    return {fault.key: fault.cure for fault in told.value.faults}


def test_a_webhook_is_read() -> None:
    more = 'where = { event = "sold", kind = ["a", "b"] }\nvalues = { state = { won = "sold" } }\n'
    assert webhooks(GOOD + more) == (
        Webhook(
            "crm",
            fields={"id": "a", "sold_at": "b", "revenue": "c"},
            fixed={"channel": "call"},
            where={"event": ("sold",), "kind": ("a", "b")},
            values={"state": {"won": "sold"}},
        ),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[[webhook]]\nname = "crm"\n', {"webhook[1].fields": "write fields of a sale and names"}),
        ("webhook = 1", {"webhook": "write it as [[webhook]], in double brackets"}),
        (f'[[webhook]]\nname = "A b"\n{FIELDS}{FIXED}', {"webhook[1].name": "write a name of a-z"}),
        (f'[[webhook]]\nname = "a"\n{FIELDS}', {"webhook[1].fields.channel": "say where it is"}),
        (
            f'[[webhook]]\nname = "a"\n{FIELDS}fixed = {{ channel = "call", id = "1", sum = "2" }}',
            {"webhook[1].fixed.id": "take it out", "webhook[1].fixed.sum": "a sale has no such"},
        ),
        (GOOD + "where = { event = [] }", {"webhook[1].where": "write names of theirs"}),
        (GOOD + "where = 1", {"webhook[1].where": "write names of theirs"}),
        (GOOD + "values = { state = 1 }", {"webhook[1].values": "write their words and ours"}),
        (GOOD + 'values = "x"', {"webhook[1].values": "write their words and ours"}),
        (GOOD + 'secret = "x"', {"webhook[1].secret": "unknown key; the keys here are"}),
        (CALLS, {"webhook[1].secret": "write where the secret is"}),
        (
            CALLS + 'secret = ""',
            {"webhook[1].secret": "write where the secret is that the service "},
        ),
        (
            CALLS.replace("zadarma", "bell") + 'secret = "x"\nmin_seconds = "10"',
            {
                "webhook[1].service": "write one of twilio, zadarma",
                "webhook[1].min_seconds": "write whole seconds from 0 to 3600",
            },
        ),
        (CALLS + f'secret = "x"\n{FIELDS}', {"webhook[1].fields": "unknown key"}),
        (GOOD + GOOD, {"webhook[2].name": "give each webhook a name of its own"}),
    ],
)
def test_a_wrong_webhook_is_told(text: str, found: dict[str, str]) -> None:
    told = faults(text)
    assert {key: cure[: len(found.get(key, cure))] for key, cure in told.items()} == found


def test_a_shop_with_a_database_has_none() -> None:
    told = faults('database = "sqlite:///x.db"\n' + GOOD)
    assert told["webhook"] == "take it out: the shop's sales are in its own database"


def test_a_webhook_of_a_service_needs_its_secret_alone() -> None:
    found = webhooks(CALLS + 'secret = "x"\nmin_seconds = 5\n' + GOOD)
    assert found[0] == CallWebhook("calls", Service.ZADARMA, "x", 5)
    assert isinstance(found[1], Webhook)
    assert "'x'" not in repr(found[0])
