"""Drills: an import is killed, or its disk is full: a file is in the ledger whole or not at all."""

import random
import time
from pathlib import Path

from tests.drills.imports import Sums, a_sold_file, imported, killed_import, told
from tests.drills.served import started
from tests.drills.small_disk import fill_up, small_disk
from tests.drills.test_intake import an_instance
from tests.web.desk.operator import a_desk
from tests.web.desk.test_imports import CALLS, address, upload

ROUNDS = 3
ROWS = 3_000
SMALL_DISK_BYTES = 1 << 20


def test_a_killed_import_is_in_whole_or_not_at_all_and_the_next_one_mends_it(
    tmp_path: Path,
) -> None:
    chance = random.Random(17)
    first, second = a_sold_file(tmp_path, 1, ROWS), a_sold_file(tmp_path, 2, ROWS)
    both = first.sums + second.sums
    with an_instance(tmp_path / "instance") as instance, started(instance) as server:
        began = time.monotonic()
        imported(instance, first.path)
        took = time.monotonic() - began
        for _ in range(ROUNDS):
            killed_import(instance, second.path, chance.uniform(0, took))
            assert told(server) in (first.sums, both)
        mended, again = imported(instance, second.path), imported(instance, second.path)
        at_last = told(server)
    assert (mended[0], again[0]) == (0, 0)
    assert "nothing was changed" in again[1]
    assert at_last == both


def test_an_import_that_finds_no_room_records_nothing_and_says_so(tmp_path: Path) -> None:
    large, small = a_sold_file(tmp_path, 1, 2 * ROWS), a_sold_file(tmp_path, 2, 10)
    with (
        small_disk(tmp_path / "disk", SMALL_DISK_BYTES) as disk,
        an_instance(disk / "instance") as instance,
        started(instance) as server,
    ):
        status, said = imported(instance, large.path)
        before = told(server)
        after_less = imported(instance, small.path)
        after = told(server)
    assert (status, before) == (1, Sums())
    assert "nothing was recorded" in said.casefold()
    assert "room" in said
    assert "Traceback" not in said
    assert after_less[0] == 0, after_less
    assert after == small.sums


def test_a_file_that_finds_no_room_at_the_desk_leaves_nothing_behind(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", SMALL_DISK_BYTES) as disk, a_desk(disk / "north") as anna:
        anna.logs_in()
        filling = fill_up(disk)
        page = upload(anna, CALLS)
        uploads = [*(disk / "north" / "uploads").rglob("*")]
        filling.unlink()
        upload(anna, CALLS)
        recorded = anna.sends(address(anna, "record"))
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert page.headers["Retry-After"]
    assert [file for file in uploads if file.is_file()] == []
    assert "Import 1 is recorded: 2 new" in recorded.text
