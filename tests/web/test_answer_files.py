"""Answers shared through a folder: whole or not at all, of this run of the server alone."""

import os
from pathlib import Path

import pytest

from app.statistics.tally import Tally
from app.web.answer import Answer
from app.web.answer_files import AnswerFiles, Kept

NAME = "ab12"
TALLY = Tally(rows=1, sales=2, revenue=300)


def a_kept(body: bytes | Path, length: int) -> Kept:
    return Kept(Answer(body, length, "digest", TALLY), asked_at=1.5)


def files(folder: Path, server: str = "run-1") -> AnswerFiles:
    return AnswerFiles(folder, server, kept_seconds=60)


def test_what_one_process_wrote_another_reads(tmp_path: Path) -> None:
    files(tmp_path).write(NAME, a_kept(b"bytes", 5))
    assert files(tmp_path).read(NAME) == a_kept(b"bytes", 5)


def test_a_large_answer_is_read_from_its_own_file(tmp_path: Path) -> None:
    body = tmp_path / "large"
    body.write_bytes(b"large")
    files(tmp_path).write(NAME, a_kept(body, 5))
    assert files(tmp_path).read(NAME) == a_kept(body, 5)


def test_another_run_of_the_server_reads_nothing(tmp_path: Path) -> None:
    files(tmp_path).write(NAME, a_kept(b"bytes", 5))
    assert files(tmp_path, "run-2").read(NAME) is None


@pytest.mark.parametrize("damage", [b"", b"no json\n", b"{}\n"])
def test_a_damaged_file_is_no_answer(damage: bytes, tmp_path: Path) -> None:
    files(tmp_path).write(NAME, a_kept(b"bytes", 5))
    (tmp_path / f"run-1-{NAME}.answer").write_bytes(damage)
    assert files(tmp_path).read(NAME) is None


def test_a_cut_answer_is_no_answer(tmp_path: Path) -> None:
    files(tmp_path).write(NAME, a_kept(b"bytes", 5))
    path = tmp_path / f"run-1-{NAME}.answer"
    path.write_bytes(path.read_bytes()[:-1])
    assert files(tmp_path).read(NAME) is None


def test_an_answer_whose_large_file_is_gone_is_no_answer(tmp_path: Path) -> None:
    files(tmp_path).write(NAME, a_kept(tmp_path / "gone", 5))
    assert files(tmp_path).read(NAME) is None


def test_a_folder_that_cannot_be_made_shares_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    shared = files(tmp_path / "file" / "answers")
    with shared.locked(NAME):
        shared.write(NAME, a_kept(b"bytes", 5))
    assert shared.read(NAME) is None


def test_what_nobody_can_ask_for_any_more_is_swept(tmp_path: Path) -> None:
    shared = files(tmp_path)
    shared.write(NAME, a_kept(b"bytes", 5))
    shared.write("fresh", a_kept(b"bytes", 5))
    os.utime(tmp_path / f"run-1-{NAME}.answer", (0, 0))
    shared.sweep()
    assert (shared.read(NAME), shared.read("fresh")) == (None, a_kept(b"bytes", 5))
