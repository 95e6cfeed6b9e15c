"""Spreadsheets: typed cells, several sheets, and bombs that must not take the process along."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from app.intake import packed, spreadsheet
from app.intake.faults import BadFile
from app.intake.table_file import table_file
from tests.intake.files import read, reasons, sales
from tests.intake.sheets import Cell, an_ods, an_xlsx

HEADER: Sequence[Cell] = ["Дата", "Клиент", "Сумма", "Номер заказа"]
DAY = date(2026, 11, 20)
SALE: Sequence[Cell] = [DAY, "587-963", 1040.5, 1001]


def test_an_xlsx_is_read_with_its_types(tmp_path: Path) -> None:
    rows: Sequence[Sequence[Cell]] = [
        HEADER,
        SALE,
        [datetime(2026, 11, 20, 12, 30), 587963, 0.1 + 0.2, "A-7"],
    ]
    first, second = sales(an_xlsx(tmp_path, rows))

    assert (f"{first.sold_at:%d %H:%M}", first.client_id, first.id) == (
        "19 21:00",
        "587-963",
        "1001",
    )
    assert (f"{second.sold_at:%d %H:%M}", second.client_id) == ("20 09:30", "587-963")
    assert [str(sale.revenue) for sale in (first, second)] == ["1040.5", "0.3"]


def test_an_ods_is_read_with_its_types(tmp_path: Path) -> None:
    (sale,) = sales(an_ods(tmp_path, [HEADER, SALE]))
    assert (f"{sale.sold_at:%d %H:%M}", sale.client_id, str(sale.revenue), sale.id) == (
        "19 21:00",
        "587-963",
        "1040.5",
        "1001",
    )


def test_the_rows_have_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, [HEADER, [DAY, "587-963", "many", 1]], at=(3, 2))
    assert reasons(path) == [(5, "Сумма", "this is no amount")]


def test_a_number_where_a_date_should_be_is_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, [HEADER, [46348.5, "587-963", 1, 1]])
    assert reasons(path) == [(2, "Дата", "this is no date")]


def test_more_decimals_than_money_has_are_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, [HEADER, [DAY, "587-963", 1040.505, 1]])
    assert reasons(path) == [(2, "Сумма", "the amount has over two decimals")]


def test_the_sheet_that_is_read_and_those_that_are_not_are_told(tmp_path: Path) -> None:
    with table_file(an_xlsx(tmp_path, [HEADER, SALE])) as table:
        assert table.told == "spreadsheet, sheet Продажи; not read: empty"


def test_a_spreadsheet_is_known_by_its_content(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, [HEADER, SALE])
    assert len(sales(path.rename(tmp_path / "sales.csv"))) == 1


def test_a_cell_with_an_error_refuses_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    with pytest.raises(BadFile, match="cell C2 holds an error like #DIV/0!"):
        read(path)


def test_a_sheet_of_two_cells_a_world_apart_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "Дата")
        sheet.write(1_048_575, 16_383, "Клиент")
    with pytest.raises(BadFile, match="too much memory or time"):
        read(path)


def test_a_cell_repeated_over_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"too much memory|limit exceeded"):
        read(an_ods(tmp_path, [HEADER, SALE], repeated=16_384))


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"])
@pytest.mark.parametrize(
    "entity", ["<!ENTITY a0 'ha'>", "<!ENTITY a0 SYSTEM 'file:///etc/passwd'>"]
)
def test_entities_are_neither_unfolded_nor_fetched(tmp_path: Path, name: str, entity: str) -> None:
    """Unfolded, the first would be four gigabytes."""
    more = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    path = an_xlsx(tmp_path, [HEADER, [DAY, "587-963 ha", 1, 1]])
    with ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    declared = f"<!DOCTYPE x [{entity}{more}]>".encode()
    parts[name] = parts[name].replace(b"?>\n", b"?>\n" + declared).replace(b" ha<", b" &a9;&a0;<")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    assert declared in parts[name]

    try:
        texts = {sale.client_text for sale in sales(path)}
    except BadFile:
        texts = set()
    assert texts <= {"587-963 ha", "587-963 ", "587-963", "587-963 &a9;&a0;"}


def test_a_file_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (20 << 20))
    with pytest.raises(BadFile, match="over 200 times its size"):
        read(path)


def test_a_file_that_lies_about_its_size_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sales.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("sheet1.xml", bytes(range(256)) * 8_000)
    honest = (256 * 8_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(honest, (10).to_bytes(4, "little")))
    monkeypatch.setattr(packed, "MAX_UNPACKED_BYTES", 1_000_000)

    with pytest.raises(BadFile, match="unpacks to over"):
        read(path)


def test_a_file_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with ZipFile(path, "w") as archive:
        for number in range(packed.MAX_ENTRIES + 1):
            archive.writestr(str(number), b"")
    with pytest.raises(BadFile, match="over 1000 parts"):
        read(path)


def test_a_large_spreadsheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_FILE_BYTES", 1 << 10)
    with pytest.raises(BadFile, match="save the sheet as CSV UTF-8"):
        read(an_xlsx(tmp_path, [HEADER, SALE]))


@pytest.mark.parametrize("beginning", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_only_begins_like_a_spreadsheet_is_refused(tmp_path: Path, beginning: bytes) -> None:
    path = tmp_path / "sales.xlsx"
    path.write_bytes(beginning + b"nothing" * 100)
    with pytest.raises(BadFile, match=r"cannot be read|damaged"):
        read(path)


def test_a_cut_off_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, [HEADER, SALE])
    whole = path.read_bytes()
    for length in range(4, len(whole), 500):
        path.write_bytes(whole[:length])
        with pytest.raises(BadFile):
            read(path)


def test_a_spreadsheet_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="it has no rows"):
        read(an_xlsx(tmp_path, []))


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = an_xlsx(tmp_path, [HEADER, SALE])
    monkeypatch.setattr(spreadsheet, "find_spec", lambda _: None)
    with pytest.raises(BadFile, match=r"shopstat\[excel\]"):
        read(path)


def test_damaged_packing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = an_xlsx(tmp_path, [HEADER, SALE])
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + bytes(40) + whole[100:])
    with pytest.raises(BadFile):
        read(path)
