"""Files of sales on the command line: shown, recorded, refused, undone and written out again."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli.main import main
from app.sales.money import write_amount
from tests.intake.files import a_file

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
[client_id]
format = "999-999"
masks = ["article"]
"""
OWN_DATABASE = f"""
database = "sqlite:///gone.db"
{SHOP}
[[source]]
name = "calls"
channel = "call"
table = "calls"
time = {{ column = "called_at", kind = "utc" }}
client_id = "client_id"
"""
ALYTICS = (
    "Дата;User_id;Кол-во продаж;Выручка;Прибыль\n"
    "date;user_id;count;revenue;gross_profit\n"
    "20.11.2026;587-963;2;1 040,50 руб.;0\n"
    "21.11.2026;арт. X-698 963;1;520;100,25\n"
)
BAD = "21.11.2026;587-963;1;1,234;0\n"
ANSWER = '{"data":[{"user_id":"587-963","count":2,"revenue":1040.50,"gross_profit":0.00}]}'


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with the shop ``main``, whose sales are in the ledger."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path / "instance"))
    (tmp_path / "instance" / "shops").mkdir(parents=True)
    (tmp_path / "instance" / "shops" / "main.toml").write_text(SHOP)
    run("upgrade")
    return tmp_path / "instance"


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def answer(day: str) -> str:
    return run("stat", "--date", day)[1]


def test_a_file_is_shown_and_recorded(tmp_path: Path) -> None:
    assert run("import", a_file(tmp_path, ALYTICS, "cp1251"), "--channel", "call") == (
        0,
        "Read as CSV, cp1251, cells parted by semicolons. Columns:\n"
        "  Дата: date, by its name\n"
        "  User_id: client_id, by its name\n"
        "  Кол-во продаж: count, by its name\n"
        "  Выручка: revenue, by its name\n"
        "  Прибыль: profit, by its name\n"
        "Channel of every row: call (say another with --channel)\n"
        "2 rows, 3 sales from 2026-11-20 to 2026-11-21: "
        "revenue 1560.50 RUB, gross profit 100.25 RUB.\n"
        "Import 1: 2 accepted, 0 replaced, 0 there already, 0 refused. "
        "Undo it with: shopstat import --undo 1\n",
    )
    assert answer("2026-11-20") == ANSWER


def test_a_dry_run_records_nothing(tmp_path: Path) -> None:
    status, shown = run("import", a_file(tmp_path, ALYTICS), "--dry-run")
    assert (status, shown.splitlines()[-1]) == (0, "Nothing was recorded, because of --dry-run.")
    assert answer("2026-11-20") == '{"data":[]}'


def test_the_same_file_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = a_file(tmp_path, ALYTICS)
    run("import", path)
    status, shown = run("import", path)
    assert (status, "nothing was changed" in shown) == (0, True)
    assert answer("2026-11-20") == ANSWER


def test_a_bad_row_holds_the_file_up_and_is_listed(tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    status, shown = run("import", a_file(tmp_path, ALYTICS + BAD), "--refused", refused)

    assert status == 1
    assert "row 5: Выручка '1,234': the amount may mean thousands" in shown
    assert "nothing was recorded" in shown
    assert answer("2026-11-20") == '{"data":[]}'
    with refused.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [
            ["row", "column", "value", "reason", "cure"],
            [
                *("5", "Выручка", "'1,234'"),
                "the amount may mean thousands or three decimals",
                "write it like 1234.50",
            ],
        ]


def test_the_good_rows_are_recorded_on_request(tmp_path: Path) -> None:
    status, shown = run("import", a_file(tmp_path, ALYTICS + BAD), "--accept-good")
    assert (status, "2 accepted, 0 replaced, 0 there already, 1 refused" in shown) == (0, True)
    assert answer("2026-11-20") == ANSWER


def test_an_import_is_undone(tmp_path: Path) -> None:
    run("import", a_file(tmp_path, ALYTICS))
    assert run("import", "--undo", "1") == (0, "Import 1 is undone: 2 sales are taken back.\n")
    assert answer("2026-11-20") == '{"data":[]}'
    assert run("import", "--undo", "1")[0] == 1


def test_a_column_that_was_explained_is_remembered(tmp_path: Path) -> None:
    header = "Когда;Кто;Оплачено всего\n"
    path = a_file(tmp_path, f"{header}20.11.2026;587-963;1\n")
    said = ["--column", "date=Когда", "--column", "client_id=Кто"]

    assert run("import", path)[0] == 1
    assert run("import", path, *said, "--column", "revenue=Оплачено всего")[0] == 0
    again = a_file(tmp_path, f"{header}20.11.2026;587-963;2\n")
    assert "  Оплачено всего: revenue, as last time\n" in run("import", again)[1]
    assert '"revenue":3.00' in answer("2026-11-20")


def test_sales_without_a_client_id_are_told(tmp_path: Path) -> None:
    shown = run("import", a_file(tmp_path, "Дата;Клиент\n20.11.2026;\n20.11.2026;нет\n"))[1]
    assert "Without a readable client ID: 2 rows (blank 2)." in shown


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--column", "price=Цена"], 2, "expected FIELD=HEADER with a field of date, time,"),
        (["--column", "revenue"], 2, "expected FIELD=HEADER"),
        (["--channel", "site"], 2, "'site' is not one of 'call', 'offline'"),
        (["nowhere.csv"], 2, "does not exist"),
        ([], 2, "name a file, or an import with --undo"),
    ],
)
def test_wrong_use_is_told(words: list[str], status: int, said: str) -> None:
    done = run("import", *words)
    assert (done[0], said in done[1]) == (status, True)


def test_a_file_without_rows_below_its_header_is_refused(tmp_path: Path) -> None:
    status, shown = run("import", a_file(tmp_path, "Дата;Клиент\n"))
    assert (status, "no row below the header" in shown) == (1, True)


def test_a_shop_with_a_database_keeps_its_sales_there(instance: Path) -> None:
    (instance / "shops" / "main.toml").write_text(OWN_DATABASE)
    status, shown = run("import", "--undo", "1")
    assert (status, "in its own database" in shown) == (2, True)


def test_the_days_are_written_as_alytics_csv(tmp_path: Path) -> None:
    run("import", a_file(tmp_path, ALYTICS))
    assert run("export", "--from", "2026-11-19", "--to", "2026-11-21") == (
        0,
        "Дата,User_id,Кол-во продаж,Выручка,Прибыль\n"
        "date,user_id,count,revenue,gross_profit\n"
        "2026-11-20,587-963,2,1040.50,0.00\n"
        "2026-11-21,698-963,1,520.00,100.25\n",
    )
    assert run("export", "--from", "2026-11-21", "--to", "2026-11-20")[0] == 2


def test_an_export_that_breaks_off_leaves_no_file(instance: Path, tmp_path: Path) -> None:
    (instance / "shops" / "main.toml").write_text(OWN_DATABASE)
    to = tmp_path / "out.csv"
    status, _ = run("export", "--from", "2026-11-20", "--to", "2026-11-20", "-o", to)
    assert (status, to.exists()) == (1, False)


DAYS = [f"2026-11-{day:02}" for day in range(1, 4)]
SOLD = st.tuples(
    st.sampled_from(DAYS),
    st.integers(0, 3).map("=58{}".format),
    st.integers(1, 9),
    st.integers(-(10**8), 10**12).map(write_amount),
    st.integers(-(10**8), 10**12).map(write_amount),
)


@given(st.lists(SOLD, max_size=8))
@settings(max_examples=10, deadline=None)
def test_an_export_that_is_imported_elsewhere_gives_the_same_answers(
    sold: list[tuple[str, str, int, str, str]],
) -> None:
    shop = SHOP.replace("999-999", "=999")
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOPSTAT_INSTANCE", folder)
        (Path(folder) / "shops").mkdir()
        for name in ("one", "two"):
            (Path(folder) / "shops" / f"{name}.toml").write_text(shop)
        rows = [["date", "user_id", "count", "revenue", "profit"], *sold, [DAYS[0], "", 1, 1, 1]]
        first, second = Path(folder) / "first.csv", Path(folder) / "second.csv"
        with first.open("w", newline="") as file:
            csv.writer(file).writerows(rows)

        run("upgrade")
        run("import", first, "--shop", "one")
        span = ["--from", DAYS[0], "--to", DAYS[-1]]
        assert run("export", "--shop", "one", *span, "-o", second)[0] == 0
        if sold:
            assert run("import", second, "--shop", "two")[0] == 0
        assert ",=" not in second.read_text()
        for day in DAYS:
            asked = ["stat", "--date", day, "--shop"]
            assert run(*asked, "one") == run(*asked, "two")
