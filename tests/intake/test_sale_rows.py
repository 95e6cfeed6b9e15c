"""Rows become sales, each with an id of its own, or are refused with every reason."""

import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.intake.columns import find_columns
from app.intake.sale_rows import Manner, judge
from app.intake.table_file import table_file
from app.sales.channel import Channel
from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask
from app.sales.sale import Sale
from app.sales.unmask import Unmask
from tests.intake.files import HEADER, NOW, SHOP, a_file, faults, reasons, sales

ROW = "20.11.2026;587-963;10\n"
NUMBERED = "Дата;Клиент;Сумма;Номер заказа\n"


def test_a_row_becomes_a_sale(tmp_path: Path) -> None:
    header = "Дата;Время;Клиент;Канал;Сумма, руб.;Себестоимость;Номер заказа;Комментарий\n"
    row = "20.11.2026;12:30;арт. X-587 963;Магазин;1 040,50 ₽;40,5;S-1;ждёт\n"

    assert sales(a_file(tmp_path, header + row)) == [
        Sale(
            id="S-1",
            channel=Channel.OFFLINE,
            sold_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
            revenue=Decimal("1040.50"),
            cost=Decimal("40.5"),
            currency="RUB",
            client_text="арт. X-587 963",
            comment="ждёт",
        )
    ]


def test_what_a_row_does_not_say_is_taken_as_usual(tmp_path: Path) -> None:
    (sale,) = sales(a_file(tmp_path, "date,user_id\n2026-11-20,587-963\n"))
    assert (sale.channel, sale.count, str(sale.revenue), sale.cost) == (Channel.CALL, 1, "0", None)


def test_profit_gives_the_cost(tmp_path: Path) -> None:
    (sale,) = sales(a_file(tmp_path, "Дата;Клиент;Сумма;Прибыль\n20.11.2026;587-963;10;2,5\n"))
    assert sale.cost == Decimal("7.5")


def test_a_sale_without_a_client_id_keeps_its_text(tmp_path: Path) -> None:
    blank, phone = sales(a_file(tmp_path, f"{HEADER}20.11.2026;;1\n20.11.2026;+79161234567;1\n"))
    assert (blank.client_id, blank.client_text) == (None, None)
    assert (phone.client_id, phone.client_text) == (None, "+79161234567")


def test_every_fault_of_a_row_is_told_with_its_cure(tmp_path: Path) -> None:
    header = "Дата;Клиент;Сумма;Канал;Количество\n"
    found = faults(a_file(tmp_path, f"{header}20.13.2026;587-963;1,234;сайт;0\n"))

    assert [(fault.column, fault.value, fault.reason) for fault in found] == [
        ("Сумма", "'1,234'", "the amount may mean thousands or three decimals"),
        ("Дата", "'20.13.2026'", "the calendar has no such day"),
        ("Канал", "'сайт'", "a sale made on the site"),
        ("Количество", "'0'", "this is no number of sales"),
    ]
    assert all(fault.cure for fault in found)


def test_equal_rows_are_as_many_sales_and_the_same_file_says_the_same(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER + ROW + ROW)
    ids = [sale.id for sale in sales(path)]
    assert len(set(ids)) == 2
    assert [sale.id for sale in sales(path)] == ids


def test_a_row_written_in_another_way_is_the_same_sale(tmp_path: Path) -> None:
    plain = sales(a_file(tmp_path, HEADER + ROW))
    other = sales(a_file(tmp_path, "сумма,date,user id\n10.00 руб,2026-11-20,587 963\n"))
    assert [sale.id for sale in plain] == [sale.id for sale in other]


def test_a_row_stays_the_same_sale_when_the_format_is_corrected(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER + ROW)
    mistaken = replace(SHOP, unmask=Unmask(ClientIDFormat.parse("AAA-999"), frozenset(Mask)))
    with table_file(path) as table:
        manner = Manner(mistaken, find_columns(table.headers, {}, {}), Channel.CALL, NOW)
        ((_, before),) = judge(table, manner)
    (after,) = sales(path)
    assert isinstance(before, Sale)
    assert (before.client_id, str(after.client_id)) == (None, "587-963")
    assert before.id == after.id


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    rows = "20.11.2026;587-963;1;S-1\n20.11.2026;587-963;1;S-1\n20.11.2026;587-963;1;\n"
    assert reasons(a_file(tmp_path, NUMBERED + rows)) == [
        (3, "Номер заказа", "the id came before in this file"),
        (4, "Номер заказа", "the id is empty"),
    ]


@pytest.mark.parametrize("site", ["Звонок", "по телефону", "CALL", "тел."])
def test_people_call_a_channel_by_many_names(tmp_path: Path, site: str) -> None:
    (sale,) = sales(a_file(tmp_path, f"Дата;Клиент;Канал\n20.11.2026;587-963;{site}\n"))
    assert sale.channel is Channel.CALL


def test_an_unknown_channel_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Дата;Клиент;Канал\n20.11.2026;587-963;Авито\n")
    assert reasons(path) == [(2, "Канал", "this is no channel of ours")]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "'=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "😀👩‍👩‍👧",
        "\u202eoverridden",
        "Robert'); DROP TABLE sales;--",
        "\ufeffmark",
        "x" * 1000,
    ],
)
def test_naughty_texts_are_kept_as_they_are(tmp_path: Path, text: str) -> None:
    quoted = text.replace('"', '""')
    path = a_file(tmp_path, f'Дата;Клиент;Комментарий\n20.11.2026;587-963;"{quoted}"\n')
    (sale,) = sales(path)
    assert sale.comment == text.removeprefix("'")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("20.11.2026;a\0b;1;S-1\n", "Клиент"),
        (f"20.11.2026;{'9' * 600};1;S-1\n", "Клиент"),
        ("20.11.2026;587-963;1;S\0\n", "Номер заказа"),
        (f"20.11.2026;587-963;1;{'S' * 129}\n", "Номер заказа"),
        ("20.11.2026;587-963;1\0;S-1\n", "Сумма"),
    ],
)
def test_what_cannot_be_kept_is_refused(tmp_path: Path, row: str, column: str) -> None:
    assert {fault.column for fault in faults(a_file(tmp_path, NUMBERED + row))} == {column}


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    rows = (f"20.11.2026;{n % 1000:03}-{n // 1000:03};{n}\n" for n in range(60_000))
    path = a_file(tmp_path, HEADER + "".join(rows))

    with table_file(path) as table:
        manner = Manner(SHOP, find_columns(table.headers, {}, {}), Channel.CALL, NOW)
        judged = judge(table, manner)
        for _ in range(5_000):
            next(judged)
        tracemalloc.start()
        for _ in judged:
            pass
        grown, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert grown < 200_000
