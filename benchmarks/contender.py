"""Who is measured: something that can be asked for a day, again and again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

Ask = Callable[[date], int]


class Contender(Protocol):
    """One side of a comparison; it goes to other processes, so it can be pickled."""

    @property
    def name(self) -> str:
        """What the report calls it."""
        ...

    def asking(self) -> AbstractContextManager[Ask]:
        """Open one connection; asking through it returns the answer's length once all is here."""
        ...
