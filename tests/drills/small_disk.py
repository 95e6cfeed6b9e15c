"""A disk so small that a drill can fill it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

BYTES = 4 << 20


@contextmanager
def small_disk(folder: Path, size: int = BYTES) -> Iterator[Path]:
    """Give a new folder with a disk of its own; only root may make one, who must under CI."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603 our own command
    if mounted.returncode:
        _without_one(mounted.stderr.decode())
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 the same


def fill_up(folder: Path) -> Path:
    """Write until nothing more fits; return the file that has to go for the disk to have room."""
    file = folder / "filling"
    with suppress(OSError), file.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    return file


def _without_one(reason: str) -> None:
    told = f"NO DISK TO FILL, so a full one was not drilled: {reason.strip()}"
    if os.environ.get("CI") and os.geteuid() == 0:
        pytest.fail(told, pytrace=False)
    pytest.skip(told)
