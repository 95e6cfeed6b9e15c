"""A spill: the totals of one answer that found no room in memory, in a temporary file."""

import os
import tempfile
from contextlib import suppress
from typing import IO

from msgspec.json import Decoder, Encoder

Total = tuple[str, int, int, int]

# Where a part lies in the file: its first byte, and how many there are.
Place = tuple[int, int]

# A part is kept as columns, which takes less than its totals one by one; its numbers have no limit.
_written = Encoder().encode
_read = Decoder(tuple[list[str], list[int], list[int], list[int]]).decode


class NoRoom(Exception):
    """The disk has no room for what does not fit into memory."""


class Spill:
    """Takes parts of totals in any order and gives back any of them; the file is made when needed.

    ``close`` removes it.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0

    def write(self, parts: list[list[Total]]) -> list[Place]:
        """Write the parts and return where they lie; raises ``NoRoom``."""
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 closed by close
            places = [self._append(part, self._file) for part in parts]
            self._file.flush()
        except OSError as error:
            raise NoRoom(f"{tempfile.gettempdir()}: {error}") from error
        return places

    def read(self, place: Place) -> list[Total]:
        """Return the part at a place that ``write`` has told."""
        if self._file is None:
            raise ValueError("nothing was written")
        first, length = place
        return list(zip(*_read(os.pread(self._file.fileno(), length, first)), strict=True))

    def close(self) -> None:
        """Remove the file."""
        if self._file is not None:
            # closing writes what is left once more, and fails once more where there is no room
            with suppress(OSError):
                self._file.close()

    def _append(self, part: list[Total], file: IO[bytes]) -> Place:
        written = _written(tuple(zip(*part, strict=True)))
        file.write(written)
        place = self._end, len(written)
        self._end += len(written)
        return place
