"""Clients that keep their connections and ask again at once, and what came of each question."""

import http.client
import threading
from collections import Counter
from types import TracebackType

from tests.deploy.conditions import wait_until
from tests.deploy.shop import DAY, SHOP
from tests.drills.served import Served, basic

AT_ONCE = 4
PATIENCE_SECONDS = 30


class Load:
    """Asks from ``with`` to its end; ``outcomes`` counts statuses and kinds of failures."""

    def __init__(self, server: Served) -> None:
        self.outcomes: Counter[str] = Counter()
        self._port = server.port
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._ask_on) for _ in range(AT_ONCE)]

    def __enter__(self) -> "Load":
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

    def wait_for_more(self, questions: int) -> None:
        """Wait until so many more were asked."""
        enough = self.outcomes.total() + questions
        wait_until(lambda: self.outcomes.total() >= enough, f"{questions} questions are asked")

    def _ask_on(self) -> None:
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        while not self._stopped.is_set():
            self.outcomes[_outcome(link)] += 1
        link.close()


def _outcome(link: http.client.HTTPConnection) -> str:
    try:
        link.request("GET", f"/stat?date={DAY}", headers=basic(SHOP))
        answer = link.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        link.close()
        return repr(error)
    return str(answer.status)
