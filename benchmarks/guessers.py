"""An honest poller, alone and while eight guessers try passwords as fast as they are refused."""

import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path

from app.accounts.login import Login
from app.database.writing import open_writing
from benchmarks.contender import Contender
from benchmarks.http_client import OverHTTP
from benchmarks.instance import ACCOUNT, PASSWORD
from benchmarks.timing import Seconds, timed
from benchmarks.workload import CALLS
from config.settings import load_settings

QUIET = "honest poller, alone"
GUESSED_AT = "honest poller, eight guessers"

_GUESSERS = 8
_EVERY_SECONDS = 0.05
_COMING_UP_SECONDS = 2.0


def honest_poller(server: OverHTTP, day: date, seconds: float) -> Seconds:
    """Return how long the answers to twenty questions a second took, without and with guessers."""
    quiet = _polled(server, day, seconds)
    with _guessing(server.port, _COMING_UP_SECONDS + seconds):
        time.sleep(_COMING_UP_SECONDS)
        return {QUIET: quiet, GUESSED_AT: _polled(server, day, seconds)}


def warm_logins(instance: Path, times: int) -> list[float]:
    """Return the seconds that checks of a password take that was checked before."""
    login = Login(open_writing(load_settings(instance).ledger_url))
    if login.check(CALLS, PASSWORD) is None:
        raise RuntimeError("the account of the benchmarks has another password")
    took = []
    for _ in range(times):
        began = time.perf_counter()
        login.check(CALLS, PASSWORD)
        took.append(time.perf_counter() - began)
    return took


def _polled(server: Contender, day: date, seconds: float) -> list[float]:
    took = []
    with server.asking() as ask:
        ask(day)
        begun = time.monotonic()
        for number in range(int(seconds / _EVERY_SECONDS)):
            time.sleep(max(0.0, begun + number * _EVERY_SECONDS - time.monotonic()))
            took.append(timed(ask, day))
    return took


@contextmanager
def _guessing(port: int, seconds: float) -> Iterator[None]:
    """Guess in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        guesses = pool.submit(_guess_together, port, seconds)
        yield
        if not guesses.result():
            raise RuntimeError("nobody guessed")


def _guess_together(port: int, seconds: float) -> int:
    """Return how many guesses were refused."""
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(_GUESSERS) as threads:
        return sum(threads.map(lambda number: _guess(port, number, until), range(_GUESSERS)))


def _guess(port: int, number: int, until: float) -> int:
    """Guess passwords of the account itself, or of a name that is none; return how many."""
    name = ACCOUNT.partition(":")[0] if number % 2 else f"nobody-{number}"
    link = HTTPConnection("127.0.0.1", port, timeout=60)
    guess = 0
    while time.monotonic() < until:
        guess += 1
        pair = b64encode(f"{name}:{number}-{guess}".encode()).decode()
        link.request("GET", "/stat?date=2024-06-11", headers={"Authorization": f"Basic {pair}"})
        answer = link.getresponse()
        answer.read()
        if answer.status not in (401, 429, 503):
            raise RuntimeError(f"a guess got {answer.status}")
    link.close()
    return guess
