"""Room on the disks that the server writes to: of its instance, and where large days are sorted."""

import os
import tempfile
from pathlib import Path

from app.database.writing import LedgerUnavailable

LEAST_BYTES = 1 << 20


def require_room(instance: Path) -> None:
    """Raise ``LedgerUnavailable`` where a disk is full or can only be read."""
    for folder in (instance, Path(tempfile.gettempdir())):
        try:
            disk = os.statvfs(folder)
        except OSError as error:
            raise LedgerUnavailable(f"{folder}: {error}") from error
        if disk.f_flag & os.ST_RDONLY:
            raise LedgerUnavailable(f"the disk of {folder} can only be read: mount it writable")
        if disk.f_bavail * disk.f_frsize < LEAST_BYTES:
            raise LedgerUnavailable(f"the disk of {folder} is full: make room")
