"""The secret key that signs the desk's sessions: made once, shared by every process."""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

NAME = "desk.key"

_BYTES = 32

log = logging.getLogger("shopstat")


def secret_key(folder: Path) -> bytes:
    """Return the key in the folder; the first who asks makes it, readable by this user alone.

    In a folder that cannot be written every process has a key of its own, until it ends.
    """
    try:
        return _kept(folder)
    except OSError as error:
        log.warning("%s cannot be kept, so logins at the desk will be lost: %s", NAME, error)
        return secrets.token_bytes(_BYTES)


def _kept(folder: Path) -> bytes:
    """Read the key or make it; it is there whole or not at all, whoever makes it too."""
    place = folder / NAME
    with suppress(FileNotFoundError):
        return place.read_bytes()
    with NamedTemporaryFile(dir=folder) as file:  # which has mode 0600
        file.write(secrets.token_bytes(_BYTES))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, place)
    return place.read_bytes()
