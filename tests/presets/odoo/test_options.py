"""What the options of Odoo's preset change, and a company without the optional modules."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from app.database.driver import Limits
from app.database.reading import Reader
from app.shops.detection import columns_read, detect
from app.shops.preset_file import read_preset
from app.shops.preset_options import filled_options
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.case import PresetCase, Row, fill
from tests.presets.granted import reading_only
from tests.presets.odoo.case import case
from tests.presets.other_options import filled
from tests.presets.summed_day import SummedDay, summed_day
from tests.real_shops.moments import YEAR

A_DAY = date(2025, 5, 14)
TEN_DAYS = YEAR[130:140]
PRESET = read_preset(PRESETS / "odoo")
NO_SALES = SummedDay(0, frozenset(), Decimal(0), Decimal(0))
SOLD = {"sale", "done"}
WITHOUT_MODULES: dict[str, Any] = {
    "client_field": "x_client_id",
    "website_field": "id",
    "margin_field": "id",
}


@dataclass(frozen=True, slots=True)
class Odoo:
    case: PresetCase
    url: str

    def asked(self, source: str, day: date = A_DAY, **options: Any) -> SummedDay:
        return summed_day(self.case, self.url, day, {**options, "sources": [source]})

    def orders(self) -> list[Row]:
        """Give the rows of the day's orders in the statuses of a sale."""
        sold = (row for row in self.case.rows["sale_order"] if row["state"] in SOLD)
        return [row for row in sold if _day(row) == A_DAY]


def _day(row: Row) -> date:
    moved: date = (row["date_order"] + timedelta(hours=3)).date()
    return moved


@pytest.fixture(scope="module")
def odoo(postgresql: Server) -> Iterator[Odoo]:
    drawn = case()
    with filled(postgresql, drawn) as url:
        yield Odoo(drawn, url)


def test_where_credit_notes_are_ignored_every_order_counts(odoo: Odoo) -> None:
    wanted = [row for row in odoo.orders() if row["website_id"] is None]

    assert odoo.asked("phone", credit_notes="ignored").sales == len(wanted)


def test_only_the_companies_named_count(odoo: Odoo) -> None:
    by_phone = [row for row in odoo.orders() if row["website_id"] is None]
    wanted = [row for row in by_phone if row["company_id"] == 2]

    assert odoo.asked("phone", credit_notes="ignored", companies=[2]).sales == len(wanted)


def test_companies_of_another_currency_do_not_count(odoo: Odoo) -> None:
    assert summed_day(odoo.case, odoo.url, A_DAY, {}, currency="USD") == NO_SALES


def test_without_the_optional_modules_every_order_counts_and_none_has_a_profit(odoo: Odoo) -> None:
    answered = odoo.asked("phone", credit_notes="ignored", **WITHOUT_MODULES)

    assert (answered.sales, answered.gross_profit) == (len(odoo.orders()), Decimal(0))


def test_a_return_lowers_its_own_day_where_none_is_looked_for(odoo: Odoo) -> None:
    received = {"paid", "done", "invoiced"}
    receipts = [row for row in odoo.case.rows["pos_order"] if row["state"] in received]
    sold = Counter(_day(row) for row in receipts if row["amount_total"] >= 0)
    answered = {day: odoo.asked("till", day, refund_days=0).sales for day in TEN_DAYS}

    assert answered == {day: sold[day] for day in TEN_DAYS}
    assert sum(odoo.asked("till", day).sales for day in TEN_DAYS) < sum(answered.values())


def test_a_newer_database_without_the_modules_is_told_from_its_columns(postgresql: Server) -> None:
    """Odoo 18 keeps the note of a receipt elsewhere."""
    with postgresql.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, PresetCase("odoo", "postgresql", "sale_order", {}, []))
            connection.execute(text("ALTER TABLE pos_order RENAME note TO general_note"))
            connection.execute(text("ALTER TABLE sale_order DROP website_id, DROP margin"))
        engine.dispose()
        reader = Reader(url, Limits(query_timeout_seconds=60))
        (found,) = reader.read(lambda session: detect(session, [PRESET]))
        reader.forget_sessions()

    assert found.options == {
        "website_field": "id",
        "margin_field": "id",
        "till_note": "general_note",
    }


def test_a_login_needs_no_column_of_a_module_that_is_not_there(odoo: Odoo) -> None:
    names = filled_options(PRESET, {"client_field": "x_client_id", **WITHOUT_MODULES})
    phone = PRESET.sources[0]

    with reading_only(odoo.url, columns_read(phone, names)) as url:
        alone = Odoo(odoo.case, url)

        assert alone.asked("phone", **WITHOUT_MODULES).sales > 0
