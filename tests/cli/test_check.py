"""The command ``check``: everything an answer depends on, each fault with its cure."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import main
from tests.shops_made import a_calls_table
from tests.web.served import SELECT, SHOP

FINE = "every name is there; an index bounds the day"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop that is all right, but for the file that we could write."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "store.sql").write_text(SELECT)
    (tmp_path / "shops" / "north.toml").write_text(SHOP.format(name="north"))
    a_calls_table(f"sqlite:///{tmp_path / 'north.db'}", "'587-963', 10", indexed=False)
    change(tmp_path, "CREATE INDEX calls_called_at ON calls (called_at)")
    assert run("upgrade").exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words or ["check"])


def change(instance: Path, statement: str) -> None:
    with closing(sqlite3.connect(instance / "north.db")) as shop:
        shop.execute(statement)


def test_an_instance_without_a_fault_is_told_part_by_part(instance: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if "north: " not in line][:2] == [
        f"ok      settings: {instance} can be read; shops: north",
        "ok      ledger: answers and is at the current schema",
    ]
    assert f"ok      north/calls: {FINE}" in result.stdout
    assert f"ok      north/store: {FINE}" in result.stdout


def test_a_warning_is_no_failure(instance: Path) -> None:
    change(instance, "DROP INDEX calls_called_at")
    result = run()
    assert result.exit_code == 0
    assert (
        "warning north/calls: every name is there; each day reads the table calls whole\n"
        "        cure: CREATE INDEX calls_called_at ON calls (called_at)\n"
    ) in result.stdout


def test_a_column_that_is_gone_is_a_failure_with_its_cure(instance: Path) -> None:
    change(instance, "ALTER TABLE calls RENAME COLUMN amount TO away")
    result = run()
    assert result.exit_code == 1
    assert (
        "fault   north/calls: no such column: calls.amount\n"
        "        cure: correct the name or the kind in the shop's file, or mend the column\n"
    ) in result.stdout


def test_a_shop_that_does_not_answer_is_a_failure(instance: Path) -> None:
    (instance / "north.db").unlink()
    result = run()
    assert result.exit_code == 1
    assert "fault   north: unable to open database file\n" in result.stdout


def test_a_ledger_that_was_not_upgraded_is_a_failure(instance: Path) -> None:
    (instance / "shopstat.db").unlink()
    result = run()
    assert result.exit_code == 1
    assert "        cure: run shopstat upgrade\n" in result.stdout


def test_an_account_whose_shop_is_gone_is_a_warning_until_it_is_disabled(instance: Path) -> None:
    run("account", "add", "left", "--shop", "north")
    (instance / "shops" / "north.toml").rename(instance / "shops" / "south.toml")
    warned = run()
    run("account", "disable", "left")
    assert (
        "warning account left: its shop north is not set up here; "
        "a new one of that name would be read\n"
        "        cure: run shopstat account disable left\n"
    ) in warned.stdout
    assert "account left" not in run().stdout


def test_an_instance_without_shops_is_a_failure(instance: Path) -> None:
    (instance / "shops" / "north.toml").unlink()
    result = run()
    assert result.exit_code == 1
    assert "        cure: run shopstat init, or shopstat demo\n" in result.stdout


def test_a_wrong_configuration_is_told_instead(instance: Path) -> None:
    (instance / "shops" / "north.toml").write_text('currency = "RUB"')
    result = run()
    assert (result.exit_code, result.stdout) == (1, "")
    assert "time_zone" in result.stderr


def test_a_script_is_told_of_a_wrong_configuration_in_json_too(instance: Path) -> None:
    file = instance / "shops" / "north.toml"
    file.write_text('time_zone = "Moscow"\ncurrency = "RUB"')
    result = run("check", "--json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1
    assert (finding["severity"], finding["subject"]) == ("fault", str(file))
    assert finding["text"] == "time_zone = 'Moscow'"
    assert finding["cure"].endswith("did you mean Europe/Moscow?")
