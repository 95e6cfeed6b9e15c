"""The client ID: a visitor's short id as the platform knows it, and the format a shop gives it."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import cycle, islice, pairwise, repeat
from typing import NewType, Self

ClientID = NewType("ClientID", str)

MAX_FORMAT_CHARACTERS = 64

_CLASSES = {"9": "[0-9]", "A": "[A-Za-z]", "*": "[0-9A-Za-z]"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_CURE = "write for example 999-999: 9 a digit, A a Latin letter, * either, + one or more"


class BadFormat(ValueError):
    """A client ID format that cannot be used; the message names the fault and the cure."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a format: a character of a kind, or a literal character.

    ``repeated`` means one or more of it; ``pattern`` is its regular expression, ASCII only.
    """

    sign: str
    repeated: bool = False

    @property
    def literal(self) -> bool:
        return self.sign not in _CLASSES

    @property
    def separator(self) -> bool:
        """Whether people may write it in another way: a literal, neither letter nor digit."""
        return self.literal and not self.sign.isalnum()

    @property
    def digit(self) -> bool:
        return self.sign in "0123456789"

    @property
    def pattern(self) -> str:
        one = _CLASSES.get(self.sign, re.escape(self.sign))
        return one + "+" if self.repeated else one


@dataclass(frozen=True, slots=True)
class ClientIDFormat:
    """How a shop's client IDs are spelled; made by ``parse``.

    Letter case is kept as written: ids that differ in case are different ids.
    """

    text: str
    places: tuple[Place, ...] = field(repr=False, compare=False)
    _canonical: re.Pattern[str] = field(repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the mini-language: ``9`` a digit, ``A`` a Latin letter, ``*`` either,
        ``+`` one or more of the one before, everything else literal.

        Raises BadFormat.
        """
        _refuse_unsuitable_text(text)
        places = _read_places(text)
        _refuse_overlaps(places)
        pattern = "".join(place.pattern for place in places)
        return cls(text, places, re.compile(pattern))

    def __str__(self) -> str:
        return self.text

    @property
    def example(self) -> str:
        """An id of this format to show to people: ``587-963`` for ``999-999``."""
        signs = {"9": cycle("587963"), "A": cycle("ABCDEF"), "*": cycle("K4M7P2")}
        return "".join(
            "".join(islice(signs.get(place.sign, repeat(place.sign)), 3 if place.repeated else 1))
            for place in self.places
        )

    @property
    def pattern(self) -> str:
        """The regular expression of the canonical spelling."""
        return self._canonical.pattern

    def matches(self, text: str) -> bool:
        """Tell whether the text is a client ID in exactly its canonical spelling."""
        return self._canonical.fullmatch(text) is not None


def _refuse_unsuitable_text(text: str) -> None:
    if not text:
        raise BadFormat(f"the format is empty: {_CURE}")
    if len(text) > MAX_FORMAT_CHARACTERS:
        raise BadFormat(f"the format is over {MAX_FORMAT_CHARACTERS} characters: shorten it")
    if text != text.strip():
        raise BadFormat("the format begins or ends with a space: remove it")
    if "  " in text:
        raise BadFormat("the format has two spaces in a row, which nobody can tell: leave one")
    if any(unicodedata.category(sign) in _INVISIBLE for sign in text):
        raise BadFormat("the format holds an invisible control character: type it anew")


def _read_places(text: str) -> tuple[Place, ...]:
    places: list[Place] = []
    for position, sign in enumerate(text, start=1):
        if sign != "+":
            places.append(Place(sign))
        elif places and not places[-1].literal and not places[-1].repeated:
            places[-1] = Place(places[-1].sign, repeated=True)
        else:
            raise BadFormat(f"the + at position {position} must follow one 9, A or *: {_CURE}")
    if all(place.literal for place in places):
        raise BadFormat(f"the format names one fixed text, no visitor's id: {_CURE}")
    return tuple(places)


def _refuse_overlaps(places: tuple[Place, ...]) -> None:
    for place, following in pairwise(places):
        if place.repeated and _overlap(place, following):
            raise BadFormat(
                f"nobody can tell where {place.sign}+ ends and {following.sign} begins: "
                f"put a separator between them, or write the + last"
            )


def _overlap(place: Place, following: Place) -> bool:
    if following.literal:
        return re.fullmatch(place.pattern, following.sign) is not None
    return {place.sign, following.sign} != {"9", "A"}
