"""A finished answer: complete before its first byte leaves; a large one lies on disk."""

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO, cast

from flask import Request, Response
from werkzeug.wsgi import wrap_file

from app.platforms.platform import Sink
from app.statistics.spill import NoRoom
from app.statistics.tally import Tally

MAX_IN_MEMORY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes, or the file that holds them; ``digest`` changes exactly when they do.

    The file of one that is given out ``once`` is gone as soon as it is opened.
    """

    body: bytes | Path
    length: int
    digest: str
    tally: Tally
    once: bool = False


def finish(write: Callable[[Sink], None], tally: Tally, folder: Path) -> Answer:
    """Return what ``write`` writes, finished; a large answer is a new file in the folder.

    ``tally`` has counted its rows by then. Raises ``NoRoom``, and whatever ``write`` raises; then
    nothing is left behind.
    """
    spool = _Spool(folder)
    try:
        write(spool)
        return spool.answer(tally)
    except OSError as error:
        spool.discard()
        raise NoRoom(f"{folder}: {error}") from error
    except BaseException:
        spool.discard()
        raise


def compress(answer: Answer, folder: Path) -> Answer:
    """Return the same answer as gzip; the same bytes give the same bytes."""

    def write(sink: Sink) -> None:
        with (
            _opened(answer) as whole,
            GzipFile(
                fileobj=cast("IO[bytes]", sink), mode="wb", compresslevel=5, mtime=0
            ) as packed,
        ):
            copyfileobj(whole, packed, MAX_IN_MEMORY_BYTES)

    return finish(write, answer.tally, folder)


def respond(answer: Answer, request: Request, encoding: str | None = None) -> Response:
    """Return the response with the answer, or 304 where the asker has these very bytes already."""
    known = request.if_none_match.contains_weak(answer.digest)
    response = Response(status=304) if known else _whole(answer, request)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(answer.digest)
    if encoding is not None and not known:
        response.headers["Content-Encoding"] = encoding
    return response


def _opened(answer: Answer) -> IO[bytes]:
    if isinstance(answer.body, bytes):
        return BytesIO(answer.body)
    file = answer.body.open("rb")
    if answer.once:
        answer.body.unlink()
    return file


def _whole(answer: Answer, request: Request) -> Response:
    if isinstance(answer.body, bytes):
        return Response(answer.body)
    file = _opened(answer)
    response = Response(wrap_file(request.environ, file), direct_passthrough=True)
    response.content_length = answer.length
    response.call_on_close(file.close)
    return response


class _Spool:
    """Takes the bytes of an answer: in memory while they are few, then in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path: Path | None = None
        self._in_memory = BytesIO()
        self._bytes: IO[bytes] = self._in_memory
        self._digest = hashlib.sha256()

    def write(self, part: bytes) -> None:
        self._digest.update(part)
        self._bytes.write(part)
        if self._path is None and self._bytes.tell() > MAX_IN_MEMORY_BYTES:
            self._move_to_disk()

    def answer(self, tally: Tally) -> Answer:
        length = self._bytes.tell()
        digest = self._digest.hexdigest()
        if self._path is None:
            return Answer(self._in_memory.getvalue(), length, digest, tally)
        self._bytes.close()
        return Answer(self._path, length, digest, tally)

    def discard(self) -> None:
        # closing writes what is left once more, and fails once more where there is no room
        with suppress(OSError):
            self._bytes.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _move_to_disk(self) -> None:
        file = tempfile.NamedTemporaryFile(dir=self._folder, delete=False)  # noqa: SIM115 closed by answer or discard
        self._path, self._bytes = Path(file.name), file
        file.write(self._in_memory.getvalue())
        self._in_memory.close()
