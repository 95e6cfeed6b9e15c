"""A shop whose sources answer, looked at more closely."""

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.database.reading import Reader
from app.sales.day import Day
from app.shops.shop import Shop
from app.shops.shop_file import read_shop
from app.statistics.diagnosis import last_week, newest, surveyed
from app.statistics.drift import drifted
from app.statistics.inspection import Finding, Severity
from tests.shops.a_preset import SQL, TOML, a_preset_folder
from tests.shops_made import a_reader, statistics

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
YESTERDAY = Day(date(2026, 11, 21), ZoneInfo("Europe/Moscow"))
SURVEYS = """
[[survey]]
of = "statuses"
select = "SELECT status, COUNT(*) FROM {prefix}orders GROUP BY status"
[[survey]]
of = "currency"
select = "SELECT currency, COUNT(*) FROM {prefix}orders GROUP BY currency"
[[survey]]
of = "time_kind"
select = "SELECT word, 1 FROM a_table_that_is_not_there"
"""
LEAVES_OUT = """
[[survey]]
of = "statuses"
leaves_out = true
select = "SELECT status, COUNT(*) FROM {prefix}orders GROUP BY status"
"""
SHARED = """
[options.closed]
type = "texts"
default = ["sent"]
en = "statuses of sales that are over"
ru = "статусы завершённых продаж"
[[survey]]
of = "statuses"
beside = ["closed"]
select = { mysql = "SELECT x", sqlite = "SELECT status, COUNT(*) FROM {prefix}orders GROUP BY 1" }
"""
SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
database = "sqlite:///shop.db"
preset = "kiosk"
[preset_options]
column = "note"
"""
PAID = ("2026-11-21 12:00:00", "paid", "RUB", "587-963")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A shop that runs the kiosk, without an order yet."""
    return a_shop(tmp_path, TOML + SURVEYS)


@pytest.fixture
def reader(shop: Shop) -> Iterator[Reader]:
    with a_reader(str(shop.database)) as reader:
        yield reader


def a_shop(folder: Path, toml: str, sql: str = SQL) -> Shop:
    presets = a_preset_folder(folder / "presets", toml, sql)
    execute(
        folder, "CREATE TABLE k_orders (id INTEGER PRIMARY KEY, sold_at, status, currency, note)"
    )
    return read_shop("north", tomllib.loads(SHOP), folder / "shops" / "north.toml", presets)


def execute(folder: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / "shop.db")) as connection, connection:
        connection.execute(statement, values)


def sold(folder: Path, *orders: tuple[str, str, str, str]) -> None:
    for order in orders:
        execute(
            folder,
            "INSERT INTO k_orders (sold_at, status, currency, note) VALUES (?, ?, ?, ?)",
            *order,
        )


def week(shop: Shop) -> Finding:
    with statistics() as asked:
        return last_week(shop, asked, YESTERDAY)


def test_a_shop_whose_orders_all_count_is_told_nothing(
    shop: Shop, reader: Reader, tmp_path: Path
) -> None:
    sold(tmp_path, PAID)

    assert list(surveyed(shop, reader)) == []


def test_statuses_and_currencies_that_do_not_count_are_told(
    shop: Shop, reader: Reader, tmp_path: Path
) -> None:
    new, dollars = (PAID[0], "new", *PAID[2:]), (*PAID[:2], "USD", PAID[3])
    sold(tmp_path, PAID, new, new, dollars)

    assert [(each.severity, each.text) for each in surveyed(shop, reader)] == [
        (Severity.NOTE, "found in the latest orders, and not in statuses: new 2"),
        (Severity.NOTE, "the latest orders are in other currencies than RUB too: USD 1"),
    ]


def test_a_list_of_what_is_no_sale_is_told_what_counts_beside_it(tmp_path: Path) -> None:
    toml = TOML.replace('default = ["paid"]', 'default = ["gone"]') + LEAVES_OUT
    shop = a_shop(tmp_path, toml)
    sold(tmp_path, PAID, (PAID[0], "gone", *PAID[2:]))

    with a_reader(str(shop.database)) as reader:
        (found,) = surveyed(shop, reader)

    assert found.severity is Severity.NOTE
    assert found.text == "found in the latest orders, and counted, being not in statuses: paid 1"


def test_what_another_option_names_is_not_missing(tmp_path: Path) -> None:
    shop = a_shop(tmp_path, TOML + SHARED, SQL + "AND status NOT IN :closed")
    sold(tmp_path, PAID, (PAID[0], "sent", *PAID[2:]), (PAID[0], "new", *PAID[2:]))

    with a_reader(str(shop.database)) as reader:
        (found,) = surveyed(shop, reader)

    assert found.text == "found in the latest orders, and not in statuses or closed: new 1"


def test_a_long_list_is_cut(shop: Shop, reader: Reader, tmp_path: Path) -> None:
    sold(tmp_path, PAID, *((PAID[0], f"s{number}", *PAID[2:]) for number in range(22)))

    (found,) = surveyed(shop, reader)

    assert found.text.endswith(", and 2 more")


def test_a_status_or_a_currency_that_nothing_has_is_a_warning(
    shop: Shop, reader: Reader, tmp_path: Path
) -> None:
    sold(tmp_path, (PAID[0], "new", "EUR", PAID[3]))

    assert [(each.severity, each.text) for each in surveyed(shop, reader)] == [
        (Severity.WARNING, "none of the latest orders has what statuses asks for; there are new 1"),
        (Severity.WARNING, "none of the latest orders is in RUB; there are EUR 1"),
    ]


@pytest.mark.parametrize(
    ("sold_at", "severity", "told"),
    [
        ("2026-11-22 12:15:00", Severity.OK, "its newest sale is of 2026-11-22 12:15"),
        ("2026-11-22 15:00:00", Severity.WARNING, "Europe/Moscow: that is in the future"),
        ("2026-10-01 12:00:00", Severity.NOTE, "Europe/Moscow: that is long ago"),
        ("2006-10-01 12:00:00", Severity.NOTE, "it has no sale of the last three years"),
    ],
)
def test_the_newest_sale_is_told_by_the_shops_clock(
    sold_at: str, severity: Severity, told: str, shop: Shop, reader: Reader, tmp_path: Path
) -> None:
    sold(tmp_path, (sold_at, *PAID[1:]))

    found = newest(shop, shop.sources[0], reader, NOW)

    assert (found.severity, found.subject) == (severity, "north/phone")
    assert told in found.text


@pytest.mark.parametrize(
    ("notes", "severity", "told"),
    [
        (["587-963", "587 963", "-"], Severity.OK, "2 of 3 sales of the last 7 days have a"),
        (["587-963", "-", "-"], Severity.WARNING, "1 of 3 sales of the last 7 days have a"),
        ([], Severity.NOTE, "it sold nothing in the last 7 days"),
    ],
)
def test_few_client_ids_are_a_warning(
    notes: list[str], severity: Severity, told: str, shop: Shop, tmp_path: Path
) -> None:
    sold(tmp_path, *((*PAID[:3], note) for note in notes))

    found = week(shop)

    assert found.severity is severity
    assert found.text.startswith(told)


def test_the_cure_of_few_client_ids_names_the_day_to_look_at(shop: Shop, tmp_path: Path) -> None:
    sold(tmp_path, ("2026-11-20 12:00:00", *PAID[1:3], "no"))

    assert week(shop).cure.startswith("shopstat unmatched --date 2026-11-20 --shop north")


def test_a_column_that_is_gone_is_named(shop: Shop, reader: Reader, tmp_path: Path) -> None:
    assert list(drifted(shop, reader)) == []
    execute(tmp_path, "ALTER TABLE k_orders RENAME COLUMN sold_at TO paid_at")

    (found,) = drifted(shop, reader)

    assert found.severity is Severity.FAULT
    assert found.text.startswith("the preset kiosk reads k_orders.sold_at: it is not there")
