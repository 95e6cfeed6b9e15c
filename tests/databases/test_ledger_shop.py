"""A shop whose sales are in the ledger, asked as a platform asks: the same bytes everywhere."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import text

from app.database.retrying import write
from app.database.writing import open_writing, writing
from app.ledger.amending import amend, cancelled
from app.ledger.entering import enter
from app.sales.client_id import ClientID
from app.sales.sale import Sale, State
from tests.databases.installation import Installation, installed
from tests.ledger.sales_made import a_sale, an_origin

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
[client_id]
format = "999-999"
masks = ["plain"]
"""
DAY = date(2026, 11, 20)
SALES = (
    a_sale("1", "520.00"),
    a_sale("2", "520.50", cost=Decimal("20.50"), version=1),
    a_sale("3", "10.00", client_id=ClientID("100-200"), count=4),
    a_sale("4", "7.77", client_id=None, client_text="id 100 200"),
    a_sale("5", "999.00", client_id=None, client_text="+7 495 123-45-67"),
    a_sale("6", "3.00", state=State.RETURNED_IN_PART, returned=Decimal("0.01")),
)
ANSWER = (
    b'{"data":[{"user_id":"100-200","count":5,"revenue":17.77,"gross_profit":0.00},'
    b'{"user_id":"587-963","count":3,"revenue":1043.49,"gross_profit":500.00}]}'
)


class Kept:
    """The ledger that a running server reads."""

    def __init__(self, url: str) -> None:
        self._engine = open_writing(url)

    def enter(self, *sales: Sale, shop: str = "north") -> None:
        origin = an_origin(shop)
        write(self._engine, lambda connection: enter(connection, origin, sales))

    def cancel(self, number: int) -> None:
        write(self._engine, lambda c: amend(c, an_origin(), number, cancelled))

    def break_down(self) -> None:
        with writing(self._engine) as connection:
            connection.execute(text("ALTER TABLE day_groups RENAME TO elsewhere"))

    def close(self) -> None:
        self._engine.dispose()


def test_a_shop_without_a_database_is_answered_from_the_ledger_at_once(
    tmp_path: Path, any_url: str
) -> None:
    options = f'[ledger]\nurl = "{any_url}"\n'
    with installed(tmp_path, {"north": SHOP, "south": SHOP}, options) as shopstat:
        kept = Kept(any_url)
        before = shopstat.answer("north", DAY)
        kept.enter(*SALES)
        after = shopstat.answer("north", DAY)
        again = tag(shopstat)
        kept.cancel(1)
        cancelled = shopstat.answer("north", DAY)
        other = shopstat.answer("south", DAY)
        kept.break_down()
        broken = shopstat.ask("north", date(2026, 11, 19))
        kept.close()
    assert (before, after, other) == (b'{"data":[]}', ANSWER, b'{"data":[]}')
    assert cancelled == ANSWER.replace(
        b'"count":3,"revenue":1043.49', b'"count":2,"revenue":523.49'
    )
    assert again == tag_of(ANSWER)
    assert (broken.status_code, broken.json and broken.json["type"]) == (
        503,
        "/problems/ledger-unavailable",
    )
    assert broken.headers["Retry-After"]


def tag(shopstat: Installation) -> str:
    return shopstat.ask("north", DAY).headers["ETag"]


def tag_of(answer: bytes) -> str:
    return f'"{hashlib.sha256(answer).hexdigest()}"'
