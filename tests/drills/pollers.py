"""Platforms that ask all the while, and what each of their questions came to."""

import http.client
import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from types import TracebackType

from tests.drills.served import Reply, Served, basic

RIGHT = "right"
CUT = "answer cut short"
UNANSWERED = "connection closed without an answer"
NOBODY = "nobody listens"
SILENT = "no answer"

AT_ONCE = 4
PAUSE_SECONDS = 0.05
RECOVERY_SECONDS = 60.0  # 15 are promised, on a machine that has nothing else to do
STEADY = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question came to; ``asked`` is monotonic."""

    asked: float
    seconds: float
    outcome: str


class Pollers:
    """Several threads that ask one day after the other, from ``with`` to its end.

    An outcome is ``RIGHT``, the name of a problem told with 503, ``CUT``, ``UNANSWERED``,
    ``NOBODY`` or ``SILENT``; anything else is told with the status and bytes that came.
    """

    def __init__(self, server: Served, shop: str, answers: Mapping[date, bytes]) -> None:
        """``answers`` has the right bytes for each day that is asked."""
        self._server = server
        self._login = basic(shop)
        self._answers = answers
        self._outcomes: list[Outcome] = []
        self._told = threading.Condition()
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._poll, args=(number,)) for number in range(AT_ONCE)
        ]

    def __enter__(self) -> "Pollers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def outcomes(self) -> set[str]:
        """Return what all questions came to."""
        with self._told:
            return {each.outcome for each in self._outcomes}

    def longest_seconds(self) -> float:
        """Return how long the slowest outcome took to come."""
        with self._told:
            return max(each.seconds for each in self._outcomes)

    def until(self, outcome: str, within_seconds: float = RECOVERY_SECONDS) -> None:
        """Wait until a question asked from now on comes to this."""
        self._wait(lambda since: outcome in since, outcome, within_seconds)

    def until_right(self, within_seconds: float = RECOVERY_SECONDS) -> None:
        """Wait until questions asked from now on are answered rightly, many in a row."""
        begun = time.monotonic()
        self._wait(lambda since: since[-STEADY:] == [RIGHT] * STEADY, RIGHT, within_seconds)
        log.info("right again after %.1f s", time.monotonic() - begun)

    def wait(self, questions: int) -> None:
        """Wait until so many questions asked from now on came to something."""
        self._wait(lambda since: len(since) >= questions, "anything", RECOVERY_SECONDS)

    def _wait(self, holds: Callable[[list[str]], bool], what: str, within_seconds: float) -> None:
        begun = time.monotonic()
        with self._told:
            came = self._told.wait_for(lambda: holds(self._since(begun)), within_seconds)
            assert came, f"not {what} in {within_seconds} s, but {Counter(self._since(begun))}"

    def _since(self, moment: float) -> list[str]:
        return [each.outcome for each in self._outcomes if each.asked >= moment]

    def _poll(self, number: int) -> None:
        for day in islice(cycle(self._answers), number * 7, None):
            asked = time.monotonic()
            outcome = self._outcome(day)
            with self._told:
                self._outcomes.append(Outcome(asked, time.monotonic() - asked, outcome))
                self._told.notify_all()
            if self._stopped.wait(PAUSE_SECONDS):
                return

    def _outcome(self, day: date) -> str:
        try:
            return _judged(self._server.get(f"/stat?date={day}", self._login), self._answers[day])
        except ConnectionRefusedError:
            return NOBODY
        except ConnectionError:
            return UNANSWERED
        except http.client.IncompleteRead:
            return CUT
        except TimeoutError:
            return SILENT


def _judged(reply: Reply, right: bytes) -> str:
    if reply.status == 200 and reply.body == right:
        return RIGHT
    if reply.status == 503 and _asks_to_come_again(reply):
        return _problem(reply)
    return f"{reply.status}: {reply.body[:200]!r}"


def _asks_to_come_again(reply: Reply) -> bool:
    return (
        1 <= int(reply.headers["retry-after"]) <= 3600
        and reply.headers["content-type"] == "application/problem+json"
        and reply.headers["cache-control"] == "no-store"
    )


def _problem(reply: Reply) -> str:
    kind: str = json.loads(reply.body)["type"]
    return kind.removeprefix("/problems/")
