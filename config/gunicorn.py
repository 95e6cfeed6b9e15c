"""gunicorn's configuration: ``gunicorn --config config/gunicorn.py``, or ``shopstat serve``.

gunicorn's master runs it at the start and at each reload (SIGHUP). By itself,
``python -m config.gunicorn``, it only tells what would keep the server from starting.
"""

import gc
import os
from functools import partial
from pathlib import Path
from signal import SIG_BLOCK, SIG_UNBLOCK, SIGINT, SIGQUIT, SIGTERM, pthread_sigmask, signal
from types import FrameType

from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # it ships no types
from gunicorn.workers.base import Worker  # type: ignore[import-untyped]  # the same

from app.database.faults import UnknownDatabase
from app.factory import create_app
from app.shops.faults import Misconfigured
from config.in_force import renew
from config.log_lines import ServerLog
from config.metrics_folder import make_metrics_folder

make_metrics_folder()
try:
    _settings = renew(try_out=create_app)
except (Misconfigured, UnknownDatabase, OSError) as error:
    raise SystemExit(str(error)) from error

wsgi_app = "wsgi:application"
proc_name = "shopstat"

bind = _settings.address
workers = _settings.workers
worker_class = "gthread"
threads = _settings.threads

timeout = 60  # seconds without a sign of life from a worker; no limit of a request
graceful_timeout = _settings.query_timeout_seconds + 20  # whoever is being answered is waited for

limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190

# No header of a request may set the path, the user or the scheme: what a proxy forwards is read
# by the application, which counts the trusted proxies.
forwarder_headers = ""
forwarded_allow_ips = ""

control_socket_disable = True
accesslog = None  # the application writes one line per request
logger_class = ServerLog
_ENDING = (SIGTERM, SIGINT, SIGQUIT)

worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 a memory file system


def post_worker_init(worker: Worker) -> None:
    """Look for garbage seldom: a large answer is a million small values and not one cycle."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def on_starting(server: Arbiter) -> None:
    """Keep every file of the server private; gunicorn's ``umask`` counts for its own files only."""
    os.umask(0o077)
    os.register_at_fork(after_in_parent=partial(pthread_sigmask, SIG_UNBLOCK, _ENDING))


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Let what tells a server to end wait until the worker that is made now can be told.

    It has the master's signal handlers until it sets its own, and what they note there nobody
    reads: such a worker would go on until it is killed (gunicorn, issue 1910).
    """
    pthread_sigmask(SIG_BLOCK, _ENDING)


def post_fork(server: Arbiter, worker: Worker) -> None:
    """Let a worker that is told to end before it begins end at once."""
    for ending in _ENDING:
        signal(ending, _end)
    pthread_sigmask(SIG_UNBLOCK, _ENDING)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit
