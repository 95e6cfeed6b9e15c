"""What a packed spreadsheet unpacks to, measured before anything is built from it.

The sizes that the file states are not believed: it is unpacked, counted and thrown away.
"""

import zlib
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from app.intake.faults import BadFile

MAX_FILE_BYTES = 100 << 20
MAX_UNPACKED_BYTES = 512 << 20
MAX_ENTRIES = 1_000
MAX_RATIO = 200

_UNSUSPICIOUS_BYTES = 10 << 20
_PIECE = 1 << 20
_LOCAL_HEADER_BYTES = 30
_CURE = "save the sheet as CSV UTF-8 and import that"


def refuse_bombs(path: Path) -> None:
    """Raise ``BadFile`` for a spreadsheet that is, or would unpack to, too much."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise BadFile(f"a spreadsheet may have {MAX_FILE_BYTES >> 20} MiB: {_CURE}")
    if is_zipfile(path):
        try:
            _refuse_large(path, size)
        except (BadZipFile, zlib.error, ValueError) as error:
            if isinstance(error, BadFile):
                raise
            raise BadFile(f"the spreadsheet is damaged ({error}): save it anew") from error


def _refuse_large(path: Path, size: int) -> None:
    with ZipFile(path) as archive, path.open("rb") as file:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise BadFile(f"the spreadsheet has over {MAX_ENTRIES} parts: {_CURE}")
        unpacked = 0
        for entry in entries:
            unpacked += _unpacked_bytes(file, entry, MAX_UNPACKED_BYTES - unpacked)
            _refuse_ratio(unpacked, size)


def _refuse_ratio(unpacked: int, size: int) -> None:
    if unpacked > MAX_UNPACKED_BYTES:
        raise BadFile(f"the spreadsheet unpacks to over {MAX_UNPACKED_BYTES >> 20} MiB: {_CURE}")
    if unpacked > max(_UNSUSPICIOUS_BYTES, size * MAX_RATIO):
        raise BadFile(f"the spreadsheet unpacks to over {MAX_RATIO} times its size: {_CURE}")


def _unpacked_bytes(file: IO[bytes], entry: ZipInfo, most: int) -> int:
    """Count what an entry unpacks to, up to one piece over the most there may be."""
    _go_to(file, entry)
    if entry.compress_type == ZIP_STORED:
        return entry.compress_size
    if entry.compress_type != ZIP_DEFLATED:
        raise BadFile(f"the spreadsheet is packed in an unusual way: {_CURE}")
    unpacking, left, found = zlib.decompressobj(-zlib.MAX_WBITS), entry.compress_size, 0
    while left and found <= most and not unpacking.eof:
        piece = file.read(min(left, _PIECE))
        if not piece:
            break
        left -= len(piece)
        found += _count(unpacking, piece, most - found)
    return found


def _count(unpacking: "zlib._Decompress", packed: bytes, most: int) -> int:
    found = 0
    while packed and found <= most:
        found += len(unpacking.decompress(packed, _PIECE))
        packed = unpacking.unconsumed_tail
    return found


def _go_to(file: IO[bytes], entry: ZipInfo) -> None:
    """Find an entry's bytes: behind its own header, whose two texts differ in length."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER_BYTES)
    if len(header) < _LOCAL_HEADER_BYTES:
        raise BadZipFile("an entry is cut off")
    name, extra = header[26:28], header[28:30]
    file.seek(int.from_bytes(name, "little") + int.from_bytes(extra, "little"), 1)
