"""Totals per client ID in bounded memory, given back in order."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from types import TracebackType
from typing import Self

from app.statistics.merging import merge
from app.statistics.run import Run, Total

MAX_IN_MEMORY = 10_000


class Totals:
    """Adds up sales, revenue and gross profit per client, and yields them ordered by client ID.

    What comes in order goes to a run of its own and costs almost nothing; what comes in any order
    is sorted here. Runs beyond ``max_in_memory`` clients lie in temporary files, so that a day of
    a million clients takes no more memory than one of some thousands. Use it as a context: the
    files are gone in the end.
    """

    def __init__(self, max_in_memory: int = MAX_IN_MEMORY) -> None:
        self._max_in_memory = max_in_memory
        self._loose: dict[str, tuple[int, int, int]] = {}
        self._runs: list[Run] = []
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()

    def new_run(self) -> Run:
        """Return a run for totals that come in order, each client once."""
        run = Run(self._files, self._max_in_memory)
        self._runs.append(run)
        return run

    def add(self, client_id: str, sales: int, revenue: int, gross_profit: int) -> None:
        """Add to the total of one client, in any order."""
        before = self._loose.get(client_id, (0, 0, 0))
        self._loose[client_id] = (
            before[0] + sales,
            before[1] + revenue,
            before[2] + gross_profit,
        )
        if len(self._loose) > self._max_in_memory:
            self._sort_loose()

    def __iter__(self) -> Iterator[Total]:
        """Yield one total per client, ordered by client ID."""
        self._sort_loose()
        return chain.from_iterable(merge(run.parts() for run in self._runs))

    def _sort_loose(self) -> None:
        loose, self._loose = self._loose, {}
        if loose:
            self.new_run().extend([(client_id, *loose[client_id]) for client_id in sorted(loose)])
