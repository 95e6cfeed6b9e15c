"""A finished answer: whole before its first byte leaves, a large one on disk, nothing left over."""

import gzip
import hashlib
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.platforms.platform import Sink
from app.statistics.spill import NoRoom
from app.statistics.tally import Tally
from app.web.answer import MAX_IN_MEMORY_BYTES, Answer, compress, finish, respond

SMALL = b"587-963"
LARGE = b"x" * MAX_IN_MEMORY_BYTES + b"the end"


def finished(content: bytes, folder: Path) -> Answer:
    def write(sink: Sink) -> None:
        sink.write(content)

    return finish(write, Tally(), folder)


def sent(answer: Answer, encoding: str | None = None, **headers: str) -> tuple[int, bytes, int]:
    """Status, body and Content-Length, as a server sends them."""
    with Flask(__name__).request_context(EnvironBuilder(headers=Headers(headers)).get_environ()):
        response = respond(answer, request, encoding)
        chunks, status, sent_headers = run_wsgi_app(response, request.environ, buffered=True)
        return int(status.split()[0]), b"".join(chunks), int(sent_headers.get("Content-Length", 0))


@pytest.mark.parametrize("content", [b"", SMALL, LARGE[:-7], LARGE], ids=len)
def test_what_was_written_is_sent_with_its_length(content: bytes, tmp_path: Path) -> None:
    answer = finished(content, tmp_path)
    assert sent(answer) == (200, content, len(content))
    assert answer.digest == hashlib.sha256(content).hexdigest()


def test_only_a_large_answer_takes_a_file(tmp_path: Path) -> None:
    assert finished(SMALL, tmp_path).body == SMALL
    assert [*tmp_path.iterdir()] == []
    assert [finished(LARGE, tmp_path).body] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=len)
def test_a_failure_while_writing_leaves_nothing_behind(content: bytes, tmp_path: Path) -> None:
    def write(sink: Sink) -> None:
        sink.write(content)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finish(write, Tally(), tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_without_room_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="gone"):
        finished(LARGE, tmp_path / "gone")


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=len)
def test_the_same_bytes_are_compressed_to_the_same_bytes(content: bytes, tmp_path: Path) -> None:
    one, two = (compress(finished(content, tmp_path), tmp_path) for _ in range(2))
    assert one.digest == two.digest
    assert gzip.decompress(sent(one, "gzip")[1]) == content


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=len)
def test_who_has_the_bytes_is_sent_none(content: bytes, tmp_path: Path) -> None:
    answer = finished(content, tmp_path)
    known = {"If-None-Match": f'"{answer.digest}"'}
    assert sent(answer, **known)[:2] == (304, b"")
