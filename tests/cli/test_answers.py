"""The commands that answer, run on an instance with two shops."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import main
from app.database.writing import open_writing
from app.ledger.schema import upgrade
from tests.shops_made import a_calls_table
from tests.web.served import SELECT, SHOP

DAY = ("--date", "2026-11-21")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shops ``north`` and ``south``, each with a call of its own client."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "store.sql").write_text(SELECT)
    for name, client_id in (("north", "587-963"), ("south", "111-222")):
        (tmp_path / "shops" / f"{name}.toml").write_text(SHOP.format(name=name))
        a_calls_table(f"sqlite:///{tmp_path / name}.db", f"'{client_id}', 10")
    ledger = open_writing(f"sqlite:///{tmp_path / 'shopstat.db'}")
    upgrade(ledger)
    ledger.dispose()
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def add_call(instance: Path, client_id: str | None, amount: float) -> None:
    with closing(sqlite3.connect(instance / "north.db")) as shop:
        shop.execute("INSERT INTO calls VALUES ('2026-11-21 12:00:00', ?, ?)", (client_id, amount))
        shop.commit()


def test_stat_prints_the_very_bytes_of_the_answer(instance: Path) -> None:
    result = run("stat", *DAY, "--shop", "north")
    assert result.exit_code == 0
    assert result.stdout_bytes == (
        b'{"data":[{"user_id":"587-963","count":2,"revenue":15.00,"gross_profit":0.00}]}'
    )


def test_stat_of_a_day_without_sales_is_an_empty_list(instance: Path) -> None:
    result = run("stat", "--date", "1999-01-01", "--shop", "south")
    assert (result.exit_code, result.stdout_bytes) == (0, b'{"data":[]}')


def test_the_only_shop_need_not_be_named(instance: Path) -> None:
    (instance / "shops" / "south.toml").unlink()
    assert b"587-963" in run("stat", *DAY).stdout_bytes


@pytest.mark.parametrize("command", ["stat", "unmatched"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (DAY, "say which shop with --shop; there are: north, south"),
        ((*DAY, "--shop", "west"), "'west' is not a shop; there are: north, south"),
        (("--date", "1 May", "--shop", "north"), "expected YYYY-MM-DD, got '1 May'"),
        (("--date", "2026-02-30", "--shop", "north"), "'2026-02-30'"),
        (("--shop", "north"), "Missing option '--date'"),
    ],
)
def test_wrong_use_is_told(instance: Path, command: str, words: tuple[str, ...], told: str) -> None:
    result = run(command, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize("command", ["stat", "unmatched"])
def test_a_shop_that_does_not_answer_is_a_failure_with_the_databases_words(
    instance: Path, command: str
) -> None:
    (instance / "north.db").unlink()
    result = run(command, *DAY, "--shop", "north")
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.search(r"source-unreachable: .*unable to open database file", result.stderr)


def test_unmatched_tells_each_text_and_why(instance: Path) -> None:
    add_call(instance, None, 4)
    add_call(instance, "звонил\x1b[2J\nutro", 6.5)
    result = run("unmatched", *DAY, "--shop", "north")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("calls: nothing: 1 sale for 4.00 RUB: blank: ")
    assert lines[1].startswith("calls: 'звонил\\x1b[2J\\nutro': 1 sale for 6.50 RUB: control-char")
    assert lines[-3:] == [
        "4 sales without a client ID on 2026-11-21, 15.75 RUB in all.",
        "To find those of calls, look for their texts in the column client_id of the table calls.",
        "To find those of store, look for their texts in what its SELECT yields as client_id.",
    ]
    assert len(lines) == 7


def test_nothing_unmatched_is_told_too(instance: Path) -> None:
    result = run("unmatched", *DAY, "--shop", "north")
    assert result.stdout == "0 sales without a client ID on 2026-11-21, 0.00 RUB in all.\n"
