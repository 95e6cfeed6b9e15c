"""The page about files says what the code does."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.main import main
from app.intake.faults import BadValue
from app.intake.fields import NAMES
from app.intake.money import read_money
from tests.house.pages import ROOT, blocks, table

PAGE = ROOT / "docs" / "import.md"
SHOP = 'time_zone = "Europe/Moscow"\ncurrency = "RUB"\n[client_id]\nformat = "999-999"\n'


def test_the_worked_example_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "main.toml").write_text(SHOP)
    (tmp_path / "calls.csv").write_text(blocks(PAGE, "text")[0].text, "utf-8")
    CliRunner().invoke(main, ["upgrade"])

    command = blocks(PAGE, "console")[0].text.split()[1:]
    done = CliRunner().invoke(main, command)

    assert done.stdout == blocks(PAGE, "text")[1].text


def test_the_names_are_those_of_the_code() -> None:
    assert [row[:2] for row in table(PAGE, "field")] == [[*pair] for pair in NAMES.items()]


def test_the_amounts_are_read_as_they_say() -> None:
    read, refused = (row[0].replace("`", "").split(", ") for row in table(PAGE, "written")[:2])

    assert [str(read_money(text) * 1) for text in read] == [
        *("1234.5", "1234.50", "1234.50", "1234.50", "0")
    ]
    for text in refused:
        with pytest.raises(BadValue):
            read_money(text)
