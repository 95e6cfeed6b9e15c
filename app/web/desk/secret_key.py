"""The secret key that signs the desk's sessions: made once, shared by every process."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

NAME = "desk.key"

_BYTES = 32


def secret_key(folder: Path) -> bytes:
    """Return the key in the folder; the first who asks makes it, readable by this user alone.

    A key is there whole or not at all, whoever makes it at the same time. Raises ``OSError``.
    """
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
