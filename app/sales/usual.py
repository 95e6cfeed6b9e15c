"""Usual texts: what most operators write who write no client ID as it stands, read at once."""

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Self

from app.sales.boundaries import any_of
from app.sales.client_id import ClientID, ClientIDFormat
from app.sales.lookalikes import Lookalikes
from app.sales.mask import Mask, masked
from app.sales.spelling import pattern_of, plain_text, template_of

_SEPARATORS = (" - ", " – ", " — ", "-", "–", "—", " ", "")
_ANY_ARTICLE = "[0-9A-Za-z]{1,64}"
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class UsualTexts:
    """The few ways to write one shop's client IDs that nothing else looks like; made by ``of``.

    What is written so need not be put in plain signs, told from look-alikes or searched.
    """

    _spelled: re.Pattern[str]
    _shown: re.Pattern[str]
    _canonical: str

    @classmethod
    def of(cls, format: ClientIDFormat, masks: Set[Mask], lookalikes: Lookalikes) -> Self | None:
        """Work them out, once per shop, for ids that are one number or two, of fixed lengths."""
        if not _is_of_numbers(format):
            return None
        separators = [each for each in _SEPARATORS if lookalikes.rule_out(_shape(format, each))]
        spelled = pattern_of(format, any_of(*separators), "({part})") if separators else _NEVER
        shown = f"{any_of(*map(_shown_before, masks))}({format.pattern})"
        return cls(
            re.compile(f" {{0,2}}(?:[№#] ?)?{spelled} {{0,2}}"),
            re.compile(shown),
            template_of(format),
        )

    def read(self, text: str) -> ClientID | None:
        """Give the client ID that is the whole text, written in one of these ways, or None."""
        if match := self._spelled.fullmatch(text):
            return ClientID(self._canonical.format(*match.groups()))
        if match := self._shown.fullmatch(text):
            return ClientID(match[1])
        return None


def _is_of_numbers(format: ClientIDFormat) -> bool:
    signs = "".join("0" if place.digit else place.sign for place in format.places)
    is_fixed = not any(place.repeated for place in format.places)
    return is_fixed and re.fullmatch(r"0+(?:[^\w]0+)?", signs) is not None


def _shown_before(mask: Mask) -> str:
    """Describe what the site shows before a client ID under a mask; many operators copy it."""
    article = "ARTICLE"
    return re.escape(masked(ClientID(""), mask, article)).replace(article, _ANY_ARTICLE)


def _shape(format: ClientIDFormat, separator: str) -> str:
    """Write an id of this format in plain signs, with this separator, all its digits 0."""
    return plain_text("".join(separator if place.separator else "0" for place in format.places))
