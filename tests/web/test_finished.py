"""Finished answers: a question is asked once while its answer is fresh, whoever asks."""

import threading
from pathlib import Path

import pytest

from app.statistics.tally import Tally
from app.web.answer import Answer
from app.web.answer_files import AnswerFiles
from app.web.finished import FinishedAnswers


class Shop:
    """Counts how often it is asked; answers with the number."""

    def __init__(self) -> None:
        self.asked = 0

    def answer(self) -> Answer:
        self.asked += 1
        body = str(self.asked).encode()
        return Answer(body, len(body), body.decode(), Tally())


class Clock:
    """Stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def finished(folder: Path, clock: Clock, kept_seconds: float = 60) -> FinishedAnswers:
    return FinishedAnswers(AnswerFiles(folder, "run", kept_seconds), kept_seconds, clock)


def test_the_shop_is_asked_once_while_the_answer_is_fresh(tmp_path: Path) -> None:
    shop, clock = Shop(), Clock()
    answers = finished(tmp_path, clock)
    first = answers.get("day", shop.answer)
    clock.now += 59.9
    assert answers.get("day", shop.answer) == first
    clock.now += 0.1
    assert answers.get("day", shop.answer).body == b"2"


def test_another_process_takes_what_was_finished(tmp_path: Path) -> None:
    shop, clock = Shop(), Clock()
    finished(tmp_path, clock).get("day", shop.answer)
    assert finished(tmp_path, clock).get("day", shop.answer).body == b"1"


def test_another_question_is_asked_for_itself(tmp_path: Path) -> None:
    shop, answers = Shop(), finished(tmp_path, Clock())
    assert [answers.get(day, shop.answer).body for day in ("one", "two")] == [b"1", b"2"]


def test_nothing_is_kept_for_no_seconds(tmp_path: Path) -> None:
    shop, answers = Shop(), finished(tmp_path, Clock(), kept_seconds=0)
    assert [answers.get("day", shop.answer).body for _ in range(2)] == [b"1", b"2"]
    assert [*tmp_path.iterdir()] == []


def test_an_error_is_not_kept(tmp_path: Path) -> None:
    def fail() -> Answer:
        raise ZeroDivisionError

    shop, answers = Shop(), finished(tmp_path, Clock())
    with pytest.raises(ZeroDivisionError):
        answers.get("day", fail)
    assert answers.get("day", shop.answer).body == b"1"


def test_an_answer_whose_file_was_removed_is_made_anew(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"12345")
    shop, answers = Shop(), finished(tmp_path, Clock())
    answers.get("day", lambda: Answer(large, 5, "digest", Tally()))
    large.unlink()
    assert answers.get("day", shop.answer).body == b"1"


def test_a_burst_of_the_same_question_asks_the_shop_once(tmp_path: Path) -> None:
    shop, clock, start = Shop(), Clock(), threading.Barrier(8)
    processes = [finished(tmp_path, clock) for _ in range(2)]
    bodies: list[bytes | Path] = []

    def ask(answers: FinishedAnswers) -> None:
        start.wait()
        bodies.append(answers.get("day", shop.answer).body)

    threads = [threading.Thread(target=ask, args=(processes[n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (shop.asked, bodies) == (1, [b"1"] * 8)
