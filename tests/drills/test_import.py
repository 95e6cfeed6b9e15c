"""Drills: an import is killed, or its disk is full: a file is in the ledger whole or not at all."""

import random
import time
from pathlib import Path

from tests.drills.imports import Sums, a_sold_file, imported, killed_import, told
from tests.drills.served import started
from tests.drills.small_disk import small_disk
from tests.drills.test_intake import an_instance

ROUNDS = 3
ROWS = 4_000
SMALL_DISK_BYTES = 1 << 20


def test_a_killed_import_is_in_whole_or_not_at_all_and_the_next_one_mends_it(
    tmp_path: Path,
) -> None:
    chance = random.Random(17)
    files = [a_sold_file(tmp_path, number, ROWS) for number in range(ROUNDS + 1)]
    with an_instance(tmp_path / "instance") as instance, started(instance) as server:
        began = time.monotonic()
        imported(instance, files[0].path)
        took = time.monotonic() - began
        known = files[0].sums
        for file in files[1:]:
            killed_import(instance, file.path, chance.uniform(0, took))
            now = told(server)
            assert now in (known, known + file.sums)
            known = now
        again = [imported(instance, file.path) for file in files]
        mended = told(server)
    assert [status for status, _ in again] == [0] * len(files)
    assert "nothing was changed" in again[0][1]
    assert mended == sum((file.sums for file in files), Sums())


def test_an_import_that_finds_no_room_records_nothing_and_says_so(tmp_path: Path) -> None:
    large, small = a_sold_file(tmp_path, 1, ROWS), a_sold_file(tmp_path, 2, 10)
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
