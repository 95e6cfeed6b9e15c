"""Single flight: work that several ask for at once is done once, and all get its result."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """The work under way in this process, by key; nothing is kept of what has ended."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Future[T]] = {}
        self._lock = Lock()

    def run(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return the result of ``work``, or of that under way for an equal key; raise its error."""
        with self._lock:
            under_way = self._flights.get(key)
            flight = self._flights.setdefault(key, Future())
        if under_way is None:
            self._fly(key, flight, work)
        return flight.result()

    def _fly(self, key: Hashable, flight: Future[T], work: Callable[[], T]) -> None:
        try:
            flight.set_result(work())
        except BaseException as error:
            flight.set_exception(error)
        finally:
            with self._lock:
                del self._flights[key]
