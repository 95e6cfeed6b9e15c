"""A worker that is told to end while it is being made."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "config" / "gunicorn.py"

# The signal comes right after the fork, before gunicorn has called the worker's own hook; the
# master ends once a worker has.
TOLD_AT_ONCE = f"""
import os

exec(open({str(SHIPPED)!r}).read())
bind = "127.0.0.1:0"
workers = 1
shipped_post_fork = post_fork


def post_fork(server, worker):
    os.kill(os.getpid(), SIGTERM)
    shipped_post_fork(server, worker)


def post_worker_init(worker):
    os._exit(3)


def child_exit(server, worker):
    os.kill(os.getpid(), SIGTERM)
"""


def test_a_worker_told_to_end_before_it_can_listen_ends(tmp_path: Path) -> None:
    configuration = tmp_path / "told_at_once.py"
    configuration.write_text(TOLD_AT_ONCE)
    (tmp_path / "instance").mkdir()

    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "gunicorn", "--config", configuration, "--chdir", ROOT],
        env=os.environ | {"SHOPSTAT_INSTANCE": str(tmp_path / "instance")},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 0, ended.stderr
