"""New client IDs: those of a format that are fit to be handed out, in an order nobody can guess."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

from app.sales.client_id import ClientID, Place
from app.sales.shuffle import Shuffle
from app.sales.unmask import Unmask

ENOUGH = 10**8

_DIGITS = "0123456789"
# capitals alone, as a voice on the telephone has no small ones; I and O sound and look like 1 and 0
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SIGNS = {"9": _DIGITS, "A": _LETTERS, "*": _DIGITS + _LETTERS}


@dataclass(frozen=True)
class NewClientIDs:
    """The client IDs of a shop's format, numbered.

    A place with ``+`` is written so many times that there are a hundred million of them.
    """

    unmask: Unmask

    @property
    def size(self) -> int:
        """How many there are, the few included that are passed over: fillers, words for nothing."""
        return prod(map(len, self._alphabets))

    def following(self, key: bytes, number: int, most: int) -> Iterator[tuple[int, ClientID]]:
        """Yield up to ``most`` numbers from this one on, each with its ID; they go in circles.

        The same key gives the same order; a circle ends after ``size`` numbers.
        """
        shuffle = Shuffle(self.size, key)
        for each in range(number, number + min(most, self.size)):
            text = self._spelled(shuffle(each % self.size))
            if self.unmask(text) == text and not _is_filler(text):
                yield each, ClientID(text)

    @cached_property
    def _alphabets(self) -> tuple[str, ...]:
        """What may stand in each place, from left to right, repeated places written out."""
        length = 1
        while prod(map(len, self._written_out(length))) < ENOUGH and self._varies:
            length += 1
        return self._written_out(length)

    @cached_property
    def _varies(self) -> bool:
        return any(place.repeated for place in self.unmask.format.places)

    def _written_out(self, length: int) -> tuple[str, ...]:
        return tuple(
            _SIGNS.get(place.sign, place.sign)
            for place in self.unmask.format.places
            for _ in range(_times(place, length))
        )

    def _spelled(self, number: int) -> str:
        signs = []
        for alphabet in reversed(self._alphabets):
            number, chosen = divmod(number, len(alphabet))
            signs.append(alphabet[chosen])
        return "".join(reversed(signs))


def _times(place: Place, length: int) -> int:
    return length if place.repeated else 1


def _is_filler(text: str) -> bool:
    """Tell whether people would take it for a blank: ``000-000``, ``AAA``."""
    signs = [sign for sign in text if sign.isalnum()]
    return len(signs) > 1 and len({*signs}) == 1
