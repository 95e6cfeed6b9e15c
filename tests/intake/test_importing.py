"""A file is entered once, and a corrected one corrects; on every kind of ledger."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from app.accounts.account import is_account_name
from app.database.writing import writing
from app.intake.columns import find_columns
from app.intake.importing import SENDER, Receipt, enter_file, hash_of
from app.intake.sale_rows import Manner, judge
from app.intake.table_file import table_file
from app.ledger.amending import amend, cancelled
from app.ledger.entries import last_entries
from app.ledger.entry import Origin, Way
from app.ledger.imports import AlreadyImported, list_imports, undo_import
from app.sales.channel import Channel
from app.web.desk.entering import SENDER as DESK_SENDER
from tests.intake.files import HEADER, MOSCOW, NOW, SHOP, a_file

FILE = Origin(SHOP.name, MOSCOW, SENDER, Way.FILE, "cli", NOW)
DESK = Origin(SHOP.name, MOSCOW, SENDER, Way.DESK, "anna", NOW)
NUMBERED = "Дата;Клиент;Сумма;Номер заказа\n"
ROW = "20.11.2026;587-963;10\n"
BAD = "20.11.2026;587-963;ten\n"


def enter(connection: Connection, path: Path) -> Receipt:
    with table_file(path) as table:
        manner = Manner(SHOP, find_columns(table.headers, {}, {}), Channel.CALL, NOW)
        return enter_file(connection, FILE, path.name, hash_of(path), judge(table, manner))


def taken_in(ledger: Engine, folder: Path, text: str) -> tuple[int, int, int, int]:
    """Import a text as a file; return accepted, replaced, repeated and refused."""
    with writing(ledger) as connection:
        receipt = enter(connection, a_file(folder, text))
    return receipt.accepted, receipt.replaced, receipt.repeated, receipt.refused


def revenues(ledger: Engine) -> list[str]:
    with writing(ledger) as connection:
        entries = last_entries(connection, SHOP.name)
    return sorted(str(entry.sale.revenue) for entry in entries if entry.sale.state == "sold")


def test_a_file_is_entered_with_its_receipt(every_ledger: Engine, tmp_path: Path) -> None:
    assert taken_in(every_ledger, tmp_path, HEADER + ROW + ROW + BAD) == (2, 0, 0, 1)
    assert revenues(every_ledger) == ["10.00", "10.00"]
    with writing(every_ledger) as connection:
        (done,) = list_imports(connection, SHOP.name)
    assert (done.file, done.rows, done.accepted, done.refused) == ("sales.csv", 3, 2, 1)


def test_the_same_file_changes_nothing(ledger: Engine, tmp_path: Path) -> None:
    taken_in(ledger, tmp_path, HEADER + ROW)
    with pytest.raises(AlreadyImported):
        taken_in(ledger, tmp_path, HEADER + ROW)
    assert revenues(ledger) == ["10.00"]


def test_rows_that_another_file_had_are_there_already(ledger: Engine, tmp_path: Path) -> None:
    taken_in(ledger, tmp_path, HEADER + ROW)
    assert taken_in(ledger, tmp_path, HEADER + ROW + ROW) == (1, 0, 1, 0)
    assert revenues(ledger) == ["10.00", "10.00"]


def test_a_corrected_file_corrects_by_the_order_number(
    every_ledger: Engine, tmp_path: Path
) -> None:
    taken_in(every_ledger, tmp_path, f"{NUMBERED}20.11.2026;587-963;10;S-1\n")
    corrected = f"{NUMBERED}20.11.2026;587-963;12;S-1\n20.11.2026;587-963;5;S-2\n"

    assert taken_in(every_ledger, tmp_path, corrected) == (1, 1, 0, 0)
    assert taken_in(every_ledger, tmp_path, corrected + "\n") == (0, 0, 2, 0)
    assert revenues(every_ledger) == ["12.00", "5.00"]


def test_what_was_cancelled_since_is_not_sold_again_by_the_same_row(
    ledger: Engine, tmp_path: Path
) -> None:
    taken_in(ledger, tmp_path, f"{NUMBERED}20.11.2026;587-963;10;S-1\n")
    with writing(ledger) as connection:
        (entry,) = last_entries(connection, SHOP.name)
        amend(connection, DESK, entry.number, cancelled)

    longer = f"{NUMBERED}20.11.2026;587-963;10;S-1\n20.11.2026;587-963;5;S-2\n"
    assert taken_in(ledger, tmp_path, longer) == (1, 0, 1, 0)
    assert revenues(ledger) == ["5.00"]


def test_an_undone_file_can_be_imported_again(ledger: Engine, tmp_path: Path) -> None:
    taken_in(ledger, tmp_path, HEADER + ROW)
    with writing(ledger) as connection:
        assert undo_import(connection, FILE, list_imports(connection, SHOP.name)[0].number) == 1
    assert revenues(ledger) == []
    assert taken_in(ledger, tmp_path, HEADER + ROW) == (1, 0, 0, 0)
    assert revenues(ledger) == ["10.00"]


def test_an_import_that_breaks_off_leaves_nothing(ledger: Engine, tmp_path: Path) -> None:
    def breaks_off(connection: Connection) -> None:
        enter(connection, a_file(tmp_path, HEADER + ROW))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), writing(ledger) as connection:
        breaks_off(connection)
    assert revenues(ledger) == []
    assert taken_in(ledger, tmp_path, HEADER + ROW) == (1, 0, 0, 0)


@pytest.mark.parametrize("sender", [SENDER, DESK_SENDER])
def test_no_account_shares_the_ids_of_files_or_the_desk(sender: str) -> None:
    assert not is_account_name(sender)
