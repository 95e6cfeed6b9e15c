"""What happened in the last minute, counted per key in a sliding window."""

from collections import deque
from collections.abc import Callable, Hashable
from threading import Lock

WINDOW_SECONDS = 60.0


class Window:
    """Remembers the last ``most`` events of at most ``size`` keys, in this process only.

    When there are more, the key whose latest event is the oldest makes room.
    """

    def __init__(self, most: int, clock: Callable[[], float], size: int = 4096) -> None:
        """``clock`` gives monotonic seconds."""
        self._most = most
        self._clock = clock
        self._size = size
        self._moments: dict[Hashable, deque[float]] = {}
        self._lock = Lock()

    def wait_seconds(self, key: Hashable) -> float:
        """Return the time until the key has fewer than ``most`` events, 0 when it has now."""
        with self._lock:
            moments = self._moments.get(key)
            if moments is None or len(moments) < self._most:
                return 0
            return max(0, moments[0] + WINDOW_SECONDS - self._clock())

    def record(self, key: Hashable) -> None:
        """Count an event; keys whose events are all past make room."""
        with self._lock:
            moments = self._moments.pop(key, None) or deque(maxlen=self._most)
            moments.append(self._clock())
            self._moments[key] = moments
            self._forget()

    def _forget(self) -> None:
        """Drop from the front: keys stand in the order of their latest events."""
        past = self._clock() - WINDOW_SECONDS
        while len(self._moments) > self._size or next(iter(self._moments.values()))[-1] <= past:
            self._moments.pop(next(iter(self._moments)))
