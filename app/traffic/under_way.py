"""The requests under way: how many of a process's threads are left for others."""

from threading import Lock


class UnderWay:
    """Counts the requests that a process is answering."""

    def __init__(self, threads: int) -> None:
        self._free = threads
        self._lock = Lock()

    def begin(self) -> None:
        """Count a request."""
        with self._lock:
            self._free -= 1

    def end(self) -> None:
        """Count it as answered."""
        with self._lock:
            self._free += 1

    def leave_room(self) -> bool:
        """Tell whether threads are free for more than one other request."""
        return self._free > 1
