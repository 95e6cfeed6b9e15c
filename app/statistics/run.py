"""A run: totals that come in order of client ID, in memory while few, on disk beyond."""

import marshal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import IO

Total = tuple[str, int, int, int]

PART = 2_000

_LENGTH_BYTES = 4


class NoRoom(Exception):
    """The disk has no room for what does not fit into memory."""


class Run:
    """Totals (client ID, sales, revenue, gross profit) in ascending order of client ID."""

    def __init__(self, files: ExitStack, max_in_memory: int) -> None:
        self._files = files
        self._max_in_memory = max_in_memory
        self._latest: list[Total] = []
        self._file: IO[bytes] | None = None

    @property
    def on_disk(self) -> bool:
        """Whether some of the totals had to leave the memory."""
        return self._file is not None

    def extend(self, totals: Sequence[Total]) -> None:
        """Add the totals that come next in the order; raises ``NoRoom``."""
        self._latest.extend(totals)
        if len(self._latest) > self._max_in_memory:
            self._write_out()

    def parts(self) -> Iterator[list[Total]]:
        """Yield the totals from the first one on, many at a time."""
        if self._file is not None:
            self._file.seek(0)
            yield from _read(self._file)
        if self._latest:
            yield self._latest

    def _write_out(self) -> None:
        try:
            if self._file is None:
                self._file = self._files.enter_context(_temporary_file())
            for first in range(0, len(self._latest), PART):
                _write(self._latest[first : first + PART], self._file)
            self._file.flush()
        except OSError as error:
            raise NoRoom(f"{tempfile.gettempdir()}: {error}") from error
        self._latest = []


@contextmanager
def _temporary_file() -> Iterator[IO[bytes]]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 closed below, whatever that says
    try:
        yield file
    finally:
        # closing writes what is left once more, and fails once more where there is no room
        with suppress(OSError):
            file.close()


def _write(totals: list[Total], file: IO[bytes]) -> None:
    """Write a part behind its length: ``marshal`` reads from a file number by number, slowly."""
    part = marshal.dumps(totals)
    file.write(len(part).to_bytes(_LENGTH_BYTES))
    file.write(part)


def _read(file: IO[bytes]) -> Iterator[list[Total]]:
    while length := int.from_bytes(file.read(_LENGTH_BYTES)):
        yield marshal.loads(file.read(length))  # noqa: S302 written by this very process
