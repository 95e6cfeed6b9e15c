"""Finished answers: kept for a while, so that the same question costs a shop's database once."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from app.traffic.single_flight import SingleFlight
from app.web.answer import Answer
from app.web.answer_files import AnswerFiles, Kept, is_whole

KEPT_IN_MEMORY = 32


class FinishedAnswers:
    """The answers finished lately by all the processes of one server.

    Whoever is first to ask a question takes its lock; the others, in whatever process, wait and
    take what it made. Nothing that was asked of the shop longer than ``kept_seconds`` ago is given
    out; 0 keeps nothing. An error is shared with those who waited for it, and not kept.
    """

    def __init__(
        self,
        files: AnswerFiles,
        kept_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files = files
        self._kept_seconds = kept_seconds
        self._monotonic = monotonic
        self._flights: SingleFlight[Answer] = SingleFlight()
        self._memory: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def folder(self) -> Path:
        """Where large answers lie."""
        return self._files.folder

    def fresh(self, question: str) -> Answer | None:
        """Return the answer that is fresh enough, from whatever process; wait for nobody."""
        if not self._kept_seconds:
            return None
        name = _name(question)
        kept = self._memory.get(name)
        if self._is_fresh(kept) and is_whole(kept.answer):
            return kept.answer
        kept = self._files.read(name)
        if not self._is_fresh(kept):
            return None
        self._remember(name, kept)
        return kept.answer

    def get(self, question: str, make: Callable[[], Answer]) -> Answer:
        """Return the answer that is fresh enough, or the one that ``make`` makes."""
        return self.fresh(question) or self.made(question, make)

    def made(self, question: str, make: Callable[[], Answer]) -> Answer:
        """Return the answer that ``make`` makes, or whoever asks the same question meanwhile."""
        self._files.sweep()
        if not self._kept_seconds:
            return replace(make(), once=True)
        name = _name(question)
        return self._flights.run(name, lambda: self._made_once(name, make))

    def _made_once(self, name: str, make: Callable[[], Answer]) -> Answer:
        with self._files.locked(name):
            kept = self._files.read(name)
            if not self._is_fresh(kept):
                asked_at = self._monotonic()
                kept = Kept(make(), asked_at)
                self._files.write(name, kept)
        self._remember(name, kept)
        return kept.answer

    def _remember(self, name: str, kept: Kept) -> None:
        with self._lock:
            self._memory[name] = kept
            self._memory.move_to_end(name)
            while len(self._memory) > KEPT_IN_MEMORY:
                self._memory.popitem(last=False)

    def _is_fresh(self, kept: Kept | None) -> TypeGuard[Kept]:
        age_seconds = self._monotonic() - kept.asked_at if kept else self._kept_seconds
        return 0 <= age_seconds < self._kept_seconds


def _name(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()
