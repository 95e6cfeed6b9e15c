"""Sales from files, programs and the desk in one shop: every ledger answers the same bytes."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.passwords import hash_password
from app.cli.main import main
from app.database.writing import open_writing, writing
from tests.databases.installation import PASSWORD, Installation, installed
from tests.drills.served import basic, started
from tests.intake.sheets import Cell, an_xlsx
from tests.web.desk.operator import Operator

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
[client_id]
format = "999-999"
masks = ["plain", "article"]
"""
NORTH = "north"
DAY = date(2026, 11, 20)
ALYTICS = (
    "Дата;User_id;Кол-во продаж;Выручка;Прибыль\r\n"
    "date;user_id;count;revenue;gross_profit\r\n"
    "20.11.2026;587-963;2;1 040,50 ₽;100,25\r\n"
    "20.11.2026;арт. 10250-100-200;1;99,99;0\r\n"
    "19.11.2026;587-963;1;7;0\r\n"
).replace("₽", "руб.")
SHEET: list[list[Cell]] = [
    ["Дата", "Клиент", "Сумма", "Номер заказа"],
    [datetime(2026, 11, 20, 10, 30), "587 963", 520.5, "X-1"],
    [datetime(2026, 11, 20, 23, 59), "300-400", 0.1, "X-2"],
    [datetime(2026, 11, 21, 0, 0), "300-400", 1000, "X-3"],
]
# 587-963: 2 for 1040.50 + 520.50 + 10.00 - 2.50 + 30.00; 300-400: 0.10 + 5.55
AT_LAST = (
    b'{"data":['
    b'{"user_id":"100-200","count":1,"revenue":99.99,"gross_profit":0.00},'
    b'{"user_id":"300-400","count":2,"revenue":5.65,"gross_profit":0.00},'
    b'{"user_id":"587-963","count":5,"revenue":1598.50,"gross_profit":110.25}]}'
)
WITHOUT_THE_FILE = (
    b'{"data":['
    b'{"user_id":"300-400","count":2,"revenue":5.65,"gross_profit":0.00},'
    b'{"user_id":"587-963","count":3,"revenue":558.00,"gross_profit":10.00}]}'
)
BEFORE = b'{"data":[{"user_id":"587-963","count":1,"revenue":7.00,"gross_profit":0.00}]}'
AFTER = b'{"data":[{"user_id":"300-400","count":1,"revenue":1000.00,"gross_profit":0.00}]}'


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop, and all who bring it sales."""

    folder: Path
    shopstat: Installation
    anna: Operator

    def answer(self, day: int = 20) -> bytes:
        return self.shopstat.answer(NORTH, date(2026, 11, day))

    def command(self, *words: str | Path) -> str:
        done = CliRunner().invoke(main, ["import", *map(str, words)])
        assert done.exit_code == 0, done.output
        return done.output.splitlines()[-1]

    def send(self, *sales: dict[str, Any]) -> list[str]:
        client = self.shopstat._client.application.test_client()
        response = client.post("/sales", json={"sales": sales}, auth=("crm", PASSWORD))
        return [line["outcome"] for line in response.get_json()["sales"]]


def a_call(id: str, revenue: str, **other: Any) -> dict[str, Any]:
    usual = {"channel": "call", "client_id": "587-963", "sold_at": "2026-11-20T12:00:00+03:00"}
    return {"id": id, "revenue": revenue, **usual, **other}


def bring_everything(shop: Shop) -> None:
    """A cp1251 file, a spreadsheet, a batch with repeats and a return, three sales at the desk."""
    csv = shop.folder / "alytics.csv"
    csv.write_bytes(ALYTICS.encode("cp1251"))
    assert "Import 1: 3 accepted" in shop.command(csv, "--channel", "call")
    assert "Import 2: 3 accepted" in shop.command(an_xlsx(shop.folder, SHEET))
    batch = [a_call("C-1", "10.00"), a_call("C-2", "40.00"), a_call("C-1", "10.00")]
    part = a_call("C-1", "10.00", returned="2.50", version=1)
    gone = a_call("C-2", "40.00", state="returned", version=1)
    assert shop.send(*batch, part, gone) == [
        *("accepted", "accepted", "repeated"),
        *("replaced", "replaced"),
    ]
    assert shop.send(*batch) == ["outdated"] * 3
    on_the_day = {"time": "2026-11-20 18:00"}
    shop.anna.sells("587963", "30", cost="20", **on_the_day)
    shop.anna.sells("300 400", "5,55", **on_the_day)
    shop.anna.sells("587-963", "777", **on_the_day)
    shop.anna.sends(last_undo(shop.anna))


def last_undo(operator: Operator) -> str:
    """Return where the button of the newest entry on this page leads."""
    return str(re.findall(r"/desk/entries/[0-9]+/undo", operator.page.text)[0])


def may(ledger_url: str, **roles: Role) -> None:
    ledger = open_writing(ledger_url)
    hashed = hash_password(PASSWORD)
    with writing(ledger) as connection:
        for name, role in roles.items():
            account = Account(name, NORTH, frozenset({role}))
            store.add(connection, account, hashed, datetime(2026, 11, 1, tzinfo=UTC))
    ledger.dispose()


def test_whatever_comes_in_every_ledger_answers_the_same(
    tmp_path: Path, any_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = tmp_path / "instance"
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(instance))
    options = f'[ledger]\nurl = "{any_url}"\n'
    with (
        time_machine.travel("2026-11-21T12:00:00Z", tick=False),
        installed(instance, {NORTH: SHOP}, options) as shopstat,
    ):
        may(any_url, crm=Role.SEND, anna=Role.OPERATE)
        client = shopstat._client
        shop = Shop(tmp_path, shopstat, Operator(client, client.get("/desk/login")))
        shop.anna.logs_in()
        bring_everything(shop)
        answers = [shop.answer(day) for day in (19, 20, 21)]
        told = shop.command("--undo", "1")
        undone = [shop.answer(day) for day in (19, 20)]
    assert answers == [BEFORE, AT_LAST, AFTER]
    assert told == "Import 1 is undone: 3 sales are taken back."
    assert undone == [b'{"data":[]}', WITHOUT_THE_FILE]


def test_eight_deliveries_of_one_event_at_once_count_once(tmp_path: Path, any_url: str) -> None:
    event = json.dumps(a_call("C-1", "10.00")).encode()
    with installed(tmp_path, {NORTH: SHOP}, f'[ledger]\nurl = "{any_url}"\n'):
        may(any_url, crm=Role.SEND)
    with started(tmp_path) as server, ThreadPoolExecutor(8) as pool:
        replies = [*pool.map(lambda _: server.post("/sales", event, basic("crm")), range(8))]
        answer = server.get(f"/stat?date={DAY}", basic(NORTH)).body
    assert sorted(reply.status for reply in replies) == [200] * 7 + [201]
    assert b'"count":1,"revenue":10.00' in answer
