"""CSV files as programs and people leave them."""

from pathlib import Path

import pytest

from app.intake.faults import BadFile
from app.intake.table_file import table_file
from tests.intake.files import HEADER, a_file, faults, read, reasons, sales

ROW = "20.11.2026;587-963;1 040,50 ₽\n"
PLAIN = "20.11.2026;587-963;1 040,50\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    (sale,) = sales(a_file(tmp_path, HEADER + ROW, encoding))
    assert (sale.client_id, str(sale.revenue)) == ("587-963", "1040.50")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8"])
def test_what_is_not_utf8_is_cp1251(tmp_path: Path, encoding: str) -> None:
    path = a_file(tmp_path, "Дата;Клиент;Комментарий\n20.11.2026;587-963;ещё «ёж»\n", encoding)
    assert [sale.comment for sale in sales(path)] == ["ещё «ёж»"]


def test_utf8_that_is_broken_far_behind_its_mark_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER + PLAIN * 100_000, "utf-8-sig")
    path.write_bytes(path.read_bytes() + b"\xff\n")
    with pytest.raises(BadFile, match="save the file as CSV UTF-8"):
        read(path)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_delimiter_and_a_line_end_are_found(
    tmp_path: Path, delimiter: str, line_end: str
) -> None:
    lines = [["Дата", '"Сумма, руб.; всего"', "Клиент"], ["2026-11-20", '"10,5"', "587-963"]] * 1
    text = "".join(delimiter.join(line) + line_end for line in lines)
    (sale,) = sales(a_file(tmp_path, text), revenue="Сумма, руб.; всего")
    assert str(sale.revenue) == "10.5"


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    header = "Дата, время;Сумма, руб.;Клиент\n"
    rows = "20.11.2026;10,50;587-963\n" * 3
    assert len(sales(a_file(tmp_path, header + rows), date="Дата, время")) == 3


def test_a_quoted_cell_may_have_lines_delimiters_and_quotes(tmp_path: Path) -> None:
    text = 'Дата;Клиент;Комментарий\n20.11.2026;587-963;"a;\r\n""b"""\n21.11.2026;587-963;c\n'
    assert [sale.comment for sale in sales(a_file(tmp_path, text))] == ['a;\r\n"b"', "c"]


def test_a_quote_in_a_bare_cell_is_a_quote(tmp_path: Path) -> None:
    text = 'Дата;Клиент;Комментарий\n20.11.2026;587-963;ООО "Ёж\n21.11.2026;587-963;c\n'
    assert [sale.comment for sale in sales(a_file(tmp_path, text))] == ['ООО "Ёж', "c"]


def test_a_cell_that_is_never_closed_says_what_it_swallowed(tmp_path: Path) -> None:
    text = 'Дата;Клиент;Комментарий\n20.11.2026;587-963;a\n21.11.2026;587-963;"b\n' + "x;y;z\n" * 5
    (fault,) = faults(a_file(tmp_path, text))
    assert (fault.row, fault.reason) == (3, "a quoted cell has no end")
    assert "5 lines after it" in fault.cure


def test_a_quote_inside_a_quoted_cell_is_refused(tmp_path: Path) -> None:
    text = 'Дата;Клиент;Комментарий\n20.11.2026;587-963;"a"b"\n20.11.2026;587-963;c\n'
    assert reasons(a_file(tmp_path, text)) == [(2, "", "a quote stands inside a quoted cell")]


def test_a_cell_of_ten_megabytes_costs_its_row_only(tmp_path: Path) -> None:
    text = f"{HEADER}20.11.2026;{'x' * 10_000_000};1\n{PLAIN}"
    first, second = read(a_file(tmp_path, text))
    assert isinstance(first, list)
    assert first[0].reason == "the row is over 65,536 characters"
    assert not isinstance(second, list)


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = f'{HEADER}\n;;\n"20.11.2026";"587-963";"1\n"\n20.11.2026;587-963;x\n'
    assert reasons(a_file(tmp_path, text)) == [(5, "Сумма", "this is no amount")]


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    path = a_file(tmp_path, f"Отчёт о продажах\n\nза ноябрь;;\n{HEADER}{PLAIN}")
    assert len(sales(path)) == 1


def test_the_two_header_lines_of_alytics_are_one_header(tmp_path: Path) -> None:
    header = "Дата;User_id;Кол-во продаж;Выручка;Прибыль\ndate;user_id;count;revenue;gross_profit\n"
    (sale,) = sales(a_file(tmp_path, header + "2026-11-20;587-963;2;1040,50;100\n"))
    assert (sale.count, str(sale.revenue), str(sale.cost)) == (2, "1040.50", "940.50")


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, f"{HEADER}20.11.2026;587-963;1;2\n{PLAIN}")
    assert reasons(path) == [(2, "", "the row has more cells than the header, which has 3")]


def test_a_row_with_fewer_cells_lacks_the_last(tmp_path: Path) -> None:
    (sale,) = sales(a_file(tmp_path, f"{HEADER}20.11.2026;587-963\n{PLAIN}"))[:1]
    assert sale.revenue == 0


@pytest.mark.parametrize("text", ["", "\n\n", ";;\n"])
def test_a_file_without_rows_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile, match="no rows"):
        read(a_file(tmp_path, text))


def test_a_table_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    header = ";".join(f"c{number}" for number in range(201))
    with pytest.raises(BadFile, match="201 columns"):
        read(a_file(tmp_path, header))


def test_what_can_be_read_once_only_is_refused() -> None:
    with pytest.raises(BadFile, match="no regular file"), table_file(Path("/dev/null")):
        pass
