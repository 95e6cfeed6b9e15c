"""The folder that gunicorn's processes share their metrics in; there while the master lives."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_NAMED = "PROMETHEUS_MULTIPROC_DIR"
_MEMORY = Path("/dev/shm")  # noqa: S108  a full disk must not stop a worker that counts


def make_metrics_folder() -> None:
    """Make the folder and name it in the environment, before prometheus_client is imported.

    A reload keeps it, with all that was counted; a new master, as of SIGUSR2, makes its own. It is
    removed when this process ends; those it forks leave it alone.
    """
    if not _is_own(os.environ.get(_NAMED, "")):
        place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
        os.environ[_NAMED] = tempfile.mkdtemp(_ending(), "shopstat-metrics-", place)
        atexit.register(remove_metrics_folder)


def remove_metrics_folder() -> None:
    """Remove the folder of this process, if it made one."""
    folder = os.environ.get(_NAMED, "")
    if _is_own(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _is_own(folder: str) -> bool:
    return folder.endswith(_ending())


def _ending() -> str:
    return f"-of-{os.getpid()}"
