"""A spill: the totals of one answer that found no room in memory, in a temporary file."""

import os
import tempfile
from contextlib import suppress
from typing import IO

from msgspec.json import Decoder, Encoder

from app.statistics.total import Total

# Where a part lies in the file: its first byte, and how many there are.
Place = tuple[int, int]

_encode, _decode = Encoder().encode, Decoder(list[Total]).decode


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
        return _decode(os.pread(self._file.fileno(), length, first))

    def close(self) -> None:
        """Remove the file."""
        if self._file is not None:
            # closing writes what is left once more, and fails once more where there is no room
            with suppress(OSError):
                self._file.close()

    def _append(self, part: list[Total], file: IO[bytes]) -> Place:
        encoded = _encode(part)
        file.write(encoded)
        place = self._end, len(encoded)
        self._end += len(encoded)
        return place
