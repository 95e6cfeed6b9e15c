"""The folder through which the processes of one server share their finished answers."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from app.statistics.tally import Tally
from app.web.answer import Answer

PATIENCE_SECONDS = 3
PAUSE_SECONDS = 0.01
SWEPT_AFTER_SECONDS = 60
SWEPT_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and when the shop was asked for it on the machine's monotonic clock."""

    answer: Answer
    asked_at: float


class AnswerFiles:
    """Answers by name, one small file each; a large answer's bytes lie in a file of their own.

    ``server`` tells one run of the server from the next: the monotonic clock starts anew with the
    machine, so an answer of an earlier run is never read. A folder that cannot be written only
    means that nothing is shared.
    """

    def __init__(self, folder: Path, server: str, kept_seconds: float) -> None:
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._server = server
        self._lasting_seconds = kept_seconds + SWEPT_AFTER_SECONDS
        self._swept_at = 0.0

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Let one thread of one process at a time work on an answer, as far as patience goes."""
        with ExitStack() as stack:
            with suppress(OSError):
                lock = stack.enter_context(self._path(name).with_suffix(".lock").open("wb"))
                _take(lock)
            yield

    def read(self, name: str) -> Kept | None:
        """Return the answer that some process of this server wrote last, if it is whole."""
        with suppress(OSError, ValueError, KeyError), self._path(name).open("rb") as file:
            head = json.loads(file.readline())
            body = file.read() if head["file"] is None else self.folder / head["file"]
            answer = Answer(body, head["length"], head["digest"], Tally(**head["tally"]))
            return Kept(answer, head["asked_at"]) if is_whole(answer) else None
        return None

    def write(self, name: str, kept: Kept) -> None:
        """Share an answer, whole or not at all."""
        draft = self._path(name).with_suffix(f".{os.getpid()}")
        try:
            draft.write_bytes(_written(kept))
            draft.replace(self._path(name))
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def sweep(self) -> None:
        """Remove, once in a while, what nobody can ask for any more."""
        now = time.time()
        if now - self._swept_at < SWEPT_EVERY_SECONDS:
            return
        self._swept_at = now
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.stat().st_mtime < now - self._lasting_seconds:
                    path.unlink()

    def _path(self, name: str) -> Path:
        return self.folder / f"{self._server}-{name}.answer"


def is_whole(answer: Answer) -> bool:
    """Tell whether all the bytes of an answer are still there."""
    if isinstance(answer.body, bytes):
        return len(answer.body) == answer.length
    return answer.body.is_file() and answer.body.stat().st_size == answer.length


def _take(lock: IO[bytes]) -> None:
    """Wait for the lock, but not for ever: to work without it costs one more query."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return None
            time.sleep(PAUSE_SECONDS)


def _written(kept: Kept) -> bytes:
    answer = kept.answer
    head = {
        "asked_at": kept.asked_at,
        "length": answer.length,
        "digest": answer.digest,
        "tally": asdict(answer.tally),
    }
    if isinstance(answer.body, Path):
        return json.dumps({**head, "file": answer.body.name}).encode()
    return json.dumps({**head, "file": None}).encode() + b"\n" + answer.body
