"""The command ``check`` tells how many of a site's client IDs are in use."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from app.accounts.login import utc_now
from app.cli.main import main
from app.database.writing import open_writing, writing
from app.ledger.client_id_tables import client_ids

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
[client_id]
format = "99"
[site]
origins = ["https://shop.example"]
"""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "main.toml").write_text(SHOP)
    CliRunner().invoke(main, ["upgrade"], catch_exceptions=False)
    return tmp_path


def given(instance: Path, *numbers: int, days_ago: int = 0) -> None:
    ledger = open_writing(f"sqlite:///{instance / 'shopstat.db'}")
    at = utc_now() - timedelta(days=days_ago)
    rows = [{"shop": "main", "client_id": f"{each:02}", "given_at": at} for each in numbers]
    with writing(ledger) as connection:
        connection.execute(insert(client_ids), rows)
    ledger.dispose()


def told() -> str:
    return CliRunner().invoke(main, ["check"], catch_exceptions=False).stdout


def test_ids_that_are_free_again_do_not_count(instance: Path) -> None:
    given(instance, *range(20))
    given(instance, *range(20, 95), days_ago=401)
    assert "ok      main/site: visitors have 20 of its 100 client IDs\n" in told()


def test_a_site_that_has_nearly_all_is_warned(instance: Path) -> None:
    given(instance, *range(90))
    assert (
        "warning main/site: visitors have 90 of its 100 client IDs\n"
        "        cure: give it a longer format such as 999-9999, or lower recycle_days in its file"
    ) in told()


def test_a_ledger_that_is_not_there_is_told_once(instance: Path) -> None:
    (instance / "shopstat.db").unlink()
    assert "main/site" not in told()
    assert told().count("fault") == 1
