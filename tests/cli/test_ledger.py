"""The command for the ledger, run on an instance with two shops."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from app.cli.main import main
from app.database.writing import open_writing, writing
from app.ledger.entering import enter
from app.ledger.sale_tables import day_groups
from app.ledger.schema import upgrade
from tests.ledger.sales_made import a_sale, an_origin

SHOP = (
    'time_zone = "{zone}"\ncurrency = "RUB"\n[client_id]\nformat = "999-999"\nmasks = ["plain"]\n'
)
EVENING = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shops without a database: ``north`` has one sale in the ledger, ``south`` none."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    (tmp_path / "shops").mkdir()
    for shop in ("north", "south"):
        move(tmp_path, shop, "Europe/Moscow")
    ledger = open_writing(f"sqlite:///{tmp_path / 'shopstat.db'}")
    upgrade(ledger)
    with writing(ledger) as connection:
        enter(connection, an_origin(), [a_sale(sold_at=EVENING)])
    ledger.dispose()
    return tmp_path


def move(instance: Path, shop: str, zone: str) -> None:
    (instance / "shops" / f"{shop}.toml").write_text(SHOP.format(zone=zone))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def spoil(instance: Path) -> None:
    ledger = open_writing(f"sqlite:///{instance / 'shopstat.db'}")
    with writing(ledger) as connection:
        connection.execute(update(day_groups).values(revenue=1))
    ledger.dispose()


def test_days_that_equal_their_sales_are_told(instance: Path) -> None:
    result = run("ledger", "rebuild", "--check")
    assert (result.exit_code, result.output) == (
        0,
        "north: 1 days, all equal to their sales.\nsouth: 0 days, all equal to their sales.\n",
    )


def test_a_day_that_differs_is_found_and_mended(instance: Path) -> None:
    spoil(instance)
    found = run("ledger", "rebuild", "--check")
    mended = run("ledger", "rebuild", "--shop", "north")
    checked = run("ledger", "rebuild", "--check")
    assert (found.exit_code, mended.exit_code, checked.exit_code) == (1, 0, 0)
    assert found.output.startswith("north: 2026-11-20 differs from its sales; run shopstat ledger")
    assert mended.output == "north: 1 days mended.\nnorth: 1 days, all equal to their sales.\n"


def test_after_a_change_of_zone_the_check_names_the_cure(instance: Path) -> None:
    move(instance, "north", "Asia/Yekaterinburg")
    checked = run("check")
    found = run("ledger", "rebuild", "--check", "--shop", "north")
    run("ledger", "rebuild")
    assert found.output == "north: its days are of another zone; run shopstat ledger rebuild\n"
    assert found.exit_code == 1
    assert "cure: run shopstat ledger rebuild" in checked.output
    assert run("ledger", "rebuild", "--check").exit_code == 0
    assert b'"count":1' in run("stat", "--date", "2026-11-21", "--shop", "north").stdout_bytes


def test_the_sales_without_a_client_id_are_listed(instance: Path) -> None:
    ledger = open_writing(f"sqlite:///{instance / 'shopstat.db'}")
    with writing(ledger) as connection:
        lost = a_sale("S-2", client_id=None, client_text="не помнит", sold_at=EVENING)
        enter(connection, an_origin(), [lost])
    ledger.dispose()
    result = run("unmatched", "--date", "2026-11-20", "--shop", "north")
    assert result.output.startswith("ledger: 'не помнит': 1 sale for 520.00 RUB: none: ")
