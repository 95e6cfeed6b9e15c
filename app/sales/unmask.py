"""Unmasking: finding the one client ID in what an operator wrote, or saying why there is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from app.sales.candidates import Candidates
from app.sales.client_id import ClientID, ClientIDFormat
from app.sales.labels import Labels
from app.sales.lookalikes import Lookalikes
from app.sales.mask import Mask
from app.sales.spelling import UNTYPED, Spelling, plain_text
from app.sales.unreadable import Doubt, Reason, Unreadable, refuse
from app.sales.usual import UsualTexts

__all__ = ["Reason", "Unmask", "Unreadable"]

MAX_TEXT_CHARACTERS = 512
MOST_REMEMBERED = 4_096

_NOTHING = {"", "null", "none", "nil", "nan", "undefined", "n/a", "no", "нет", "нету"}
_WRAPPING = " \n.…,;:!?()[]{}<>\"'«»“”№#*-"


@dataclass(frozen=True, slots=True)
class Unmask:
    """Reads one shop's client IDs in its format, under the masks its site uses.

    A text that ``canonical`` matches in full is a client ID as it stands; ``canonical_lines``
    matches as many of them as follow each other, a line each.
    The id itself without a mask is always read: an operator may leave the disguise out.
    Words for nothing (``null``, ``none``, ``no``) are blank even where they fit the format.
    """

    format: ClientIDFormat
    masks: frozenset[Mask]
    canonical: re.Pattern[str] = field(init=False, repr=False, compare=False)
    canonical_lines: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _spelling: Spelling = field(init=False, repr=False, compare=False)
    _labels: Labels = field(init=False, repr=False, compare=False)
    _candidates: Candidates = field(init=False, repr=False, compare=False)
    _lookalikes: Lookalikes = field(init=False, repr=False, compare=False)
    _usual: UsualTexts | None = field(init=False, repr=False, compare=False)
    _kept: Callable[[str | None], ClientID | Unreadable] = field(
        init=False, repr=False, compare=False
    )
    _worth_a_search: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _example: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spelling = Spelling.of(self.format)
        lookalikes = Lookalikes.of(spelling)
        canonical = _canonical(self.format)
        object.__setattr__(self, "canonical", re.compile(canonical))
        object.__setattr__(self, "canonical_lines", re.compile(rf"(?:{canonical}\n)*"))
        object.__setattr__(self, "_spelling", spelling)
        object.__setattr__(self, "_labels", Labels.of(spelling, self.masks))
        object.__setattr__(self, "_candidates", Candidates.of(spelling, self.masks))
        object.__setattr__(self, "_lookalikes", lookalikes)
        object.__setattr__(self, "_usual", UsualTexts.of(self.format, self.masks, lookalikes))
        object.__setattr__(self, "_kept", lru_cache(MOST_REMEMBERED)(self.__call__))
        object.__setattr__(self, "_worth_a_search", _worth_a_search(self.format))
        object.__setattr__(self, "_example", self.format.example)

    def __call__(self, text: str | None) -> ClientID | Unreadable:
        """Read the one client ID in the text, in canonical spelling, or refuse with the reason.

        Takes time linear in the text; a text over 512 characters is refused unread.
        """
        found = self._read(text)
        return refuse(found, self._example) if isinstance(found, Doubt) else found

    def quickly(self, text: str | None) -> ClientID | Unreadable:
        """Read as a call does: usual texts at once; how others were read lately is kept.

        The same past days are asked for again and again.
        """
        if text and self._usual and (client_id := self._usual.read(text)):
            return client_id
        # what is refused unread is not worth its memory
        is_short = text is None or len(text) <= MAX_TEXT_CHARACTERS
        return self._kept(text) if is_short else self(text)

    def _read(self, text: str | None) -> ClientID | Doubt:
        if text is None:
            return Doubt(Reason.BLANK)
        if len(text) > MAX_TEXT_CHARACTERS:
            return Doubt(Reason.TOO_LONG)
        if self.canonical.fullmatch(text):
            return ClientID(text)
        if untyped := UNTYPED.search(text):
            return Doubt(Reason.CONTROL, untyped[0])
        return self._read_plain(plain_text(text))

    def _read_plain(self, text: str) -> ClientID | Doubt:
        bare = text.strip(_WRAPPING)
        if bare.casefold() in _NOTHING:
            return Doubt(Reason.BLANK)
        client_id = self._spelling.read(bare)
        if client_id is not None and not self._lookalikes.include(bare):
            return client_id
        return self._search(text)

    def _search(self, text: str) -> ClientID | Doubt:
        """Look for ids where they are surest first: labelled, then between struck look-alikes."""
        if not self._worth_a_search.search(text):
            return Doubt(Reason.NONE, text)
        if labelled_id := self._labels.read(text):
            return labelled_id
        rest, labelled = self._labels.take(text)
        rest, struck = self._lookalikes.strike(rest)
        rest, labelled_since = self._labels.take(rest)
        return _reduce([*labelled, *labelled_since, *self._candidates.find(rest), *struck], text)


def _worth_a_search(format: ClientIDFormat) -> re.Pattern[str]:
    """Describe what a text has where anything can be found in it: an id's digit, or an address."""
    needs_a_digit = any(place.digit for place in format.places)
    return re.compile(r"\d|@|//|www\." if needs_a_digit else "", re.IGNORECASE)


def _canonical(format: ClientIDFormat) -> str:
    """Describe a canonical id, on a line or alone, unless it is a word for nothing."""
    fits = re.compile(format.pattern, re.IGNORECASE)
    nothing = "|".join(map(re.escape, sorted(filter(fits.fullmatch, _NOTHING))))
    return rf"(?!(?i:{nothing})(?:\n|\Z)){format.pattern}" if nothing else format.pattern


def _reduce(found: list[ClientID | Doubt], text: str) -> ClientID | Doubt:
    doubts = [one for one in found if isinstance(one, Doubt)]
    client_ids = sorted({one for one in found if not isinstance(one, Doubt)})
    if len(client_ids) > 1:
        return Doubt(Reason.SEVERAL, ", ".join(client_ids))
    if client_ids:
        return client_ids[0]
    return doubts[0] if doubts else Doubt(Reason.NONE, text)
