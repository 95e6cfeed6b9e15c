"""Totals per client ID in bounded memory, given back in order."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from types import TracebackType
from typing import Self

from app.statistics.merging import merge, summed
from app.statistics.run import Run
from app.statistics.spill import Spill
from app.statistics.total import CLIENT_ID, Total

MAX_IN_MEMORY = 10_000


class Totals:
    """Adds up sales, revenue and gross profit per client, and yields them ordered by client ID.

    What comes in order goes to a run of its own and costs almost nothing; what comes in any order
    is sorted here. Beyond ``max_in_memory`` of them they lie in a temporary file, so that a day of
    a million clients takes some ten megabytes more than one of some thousands. Use it as a context:
    the file is gone in the end.
    """

    def __init__(self, max_in_memory: int = MAX_IN_MEMORY) -> None:
        self._max_in_memory = max_in_memory
        self._loose: list[Total] = []
        self._runs: list[Run] = []
        self._spill = Spill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._spill.close()

    @contextmanager
    def closed_on_failure(self) -> Iterator[Self]:
        """Be a context that is left open unless it fails, for whoever gives the totals away."""
        with ExitStack() as on_failure:
            on_failure.enter_context(self)
            yield self
            on_failure.pop_all()

    def new_run(self) -> Run:
        """Return a run for totals that come in order, each client once."""
        return self._begin_run(self._max_in_memory)

    def add(self, totals: Iterable[Total]) -> None:
        """Add totals that come in any order, one client's as often as they like."""
        self._loose.extend(totals)
        if len(self._loose) > self._max_in_memory:
            self._settle()

    def __iter__(self) -> Iterator[Total]:
        """Yield one total per client, ordered by client ID."""
        return chain.from_iterable(self.parts())

    def parts(self) -> Iterator[list[Total]]:
        """Yield the same, some hundreds at a time, which costs less than one by one."""
        if self._loose:
            self.new_run().extend(self._take_loose())
        return merge(run.parts() for run in self._runs)

    def _settle(self) -> None:
        """Make one total of each client's; they leave the memory unless that made them few."""
        totals = self._take_loose()
        if len(totals) > self._max_in_memory // 2:
            self._begin_run(max_in_memory=0).extend(totals)
        else:
            self._loose = totals

    def _take_loose(self) -> list[Total]:
        loose, self._loose = self._loose, []
        return summed(sorted(loose, key=CLIENT_ID))

    def _begin_run(self, max_in_memory: int) -> Run:
        run = Run(self._spill, max_in_memory)
        self._runs.append(run)
        return run
