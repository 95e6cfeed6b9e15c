"""Drills: the disk of the ledger, or the one where large answers wait, is full."""

import signal
from datetime import date
from pathlib import Path

from app.web.problem_types import PROBLEM_TYPES
from tests.deploy.conditions import wait_until
from tests.drills.pollers import RIGHT, Pollers
from tests.drills.served import served
from tests.drills.shop import ANSWERS, OPTIONS, SHOP, fill, insert_many, shop_file
from tests.drills.small_disk import fill_up, small_disk

LEDGER = "ledger-unavailable"
MANY_DAY = date(2025, 6, 1)
CLIENTS = 16_000
NOT_NOW = {name for name, kind in PROBLEM_TYPES.items() if kind.status == 503}


def test_a_full_disk_under_the_ledger_never_makes_an_answer_wrong(
    sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url)
    with (
        small_disk(tmp_path / "instance") as instance,
        served(instance, {SHOP: shop_file(sqlite_url)}, OPTIONS) as shopstat,
        Pollers(shopstat, SHOP, ANSWERS) as pollers,
    ):
        pollers.until_right()
        filling = fill_up(instance)
        pollers.wait(20)
        shopstat.signal(signal.SIGHUP)
        pollers.wait(60)
        filling.unlink()
        pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, LEDGER}


def test_a_full_disk_for_large_answers_is_503_until_there_is_room(
    sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url)
    with (
        small_disk(tmp_path / "instance") as disk,
        served(disk, {SHOP: shop_file(sqlite_url)}, OPTIONS, {"TMPDIR": str(disk)}) as shopstat,
        Pollers(shopstat, SHOP, {MANY_DAY: insert_many(sqlite_url, MANY_DAY, CLIENTS)}) as pollers,
    ):
        pollers.until_right()
        filling = fill_up(disk)
        pollers.wait(10)
        filling.unlink()
        pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *NOT_NOW}
    assert len(pollers.outcomes()) > 1


def test_on_a_full_disk_the_server_is_alive_and_not_ready_and_says_why(
    sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url)
    with (
        small_disk(tmp_path / "instance") as instance,
        served(instance, {SHOP: shop_file(sqlite_url)}, OPTIONS) as shopstat,
    ):
        filling = fill_up(instance)
        full = [shopstat.get(path).status for path in ("/healthz", "/readyz")]
        said = shopstat.said()
        filling.unlink()
        wait_until(lambda: shopstat.get("/readyz").status == 200, "it is ready again")
    assert full == [200, 503]
    assert f'fault="the disk of {instance} is full: make room"' in said
