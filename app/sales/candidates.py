"""Candidates: client IDs that stand in a text without a label, judged by what is around them."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from app.sales.client_id import ClientID
from app.sales.labels import article_label
from app.sales.mask import Mask
from app.sales.spelling import Spelling
from app.sales.unreadable import Doubt, Reason

_LEFT = r"(?<![^\W_])(?<![^\W_][-_])(?<![+@$€£₽])"
_RIGHT = r"(?![^\W_])(?![-_@][^\W_])"
_JOINER = r"(?: ?[-_]+ ?| |[.,:/'+*=])"
_DIGITS_BEFORE = re.compile(rf"\d{_JOINER}\Z")
_DIGITS_AFTER = re.compile(rf"{_JOINER}\d")
_PHONE_HEAD = re.compile(r"\d{1,3}-|[78]\d{3}-|\d{9,}")
_SHOWN = 8
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The unlabelled client IDs of one spelling under a shop's masks; made by ``of``."""

    spelling: Spelling
    masks: frozenset[Mask]
    _pattern: re.Pattern[str]
    _longer: re.Pattern[str]
    _article_before: re.Pattern[str]

    @classmethod
    def of(cls, spelling: Spelling, masks: frozenset[Mask]) -> Self:
        """Compile the candidate with the head that an article may give it, once per shop."""
        head = r"(?P<head>(?:[^\W_]+-)*?)"
        return cls(
            spelling,
            masks,
            _pattern=re.compile(rf"{_LEFT}{head}(?P<id>{spelling.loose}){_RIGHT}"),
            _longer=re.compile(rf"\d{{{spelling.signs},}}"),
            _article_before=re.compile(rf"{article_label(spelling)}\Z"),
        )

    def find(self, text: str) -> list[ClientID | Doubt]:
        """Read the candidates of a text from which look-alikes were struck.

        One that is joined to other digits casts its doubt on all of them.
        """
        matches = list(self._pattern.finditer(text))
        if not matches:
            return [Doubt(Reason.NUMBER, longer[0]) for longer in self._longer.finditer(text)]
        found: list[ClientID | Doubt] = []
        for match, (before, after) in zip(matches, pairwise(_gaps(text, matches)), strict=True):
            if _joined(match["id"], before, after):
                return [Doubt(Reason.NUMBER, before[-_SHOWN:].lstrip() + match[0] + after[:_SHOWN])]
            found.append(self._judge(match, before))
        return found

    def _judge(self, match: re.Match[str], before: str) -> ClientID | Doubt:
        if self._article_before.search(before):
            return Doubt(Reason.NUMBER, match[0])
        if _may_be_words(match["id"]):
            return Doubt(Reason.WORD, match[0])
        if _PHONE_HEAD.match(match["head"]) and not _LETTER.search(match["id"]):
            return Doubt(Reason.PHONE, match[0])
        if match["head"] and Mask.ARTICLE not in self.masks:
            return Doubt(Reason.MASK, match[0])
        return self.spelling.canonical(match["id"])


def _gaps(text: str, matches: list[re.Match[str]]) -> list[str]:
    """Give what stands before, between and after the matches: one more than there are."""
    edges = [0, *(edge for match in matches for edge in match.span()), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _joined(spelled: str, before: str, after: str) -> bool:
    if _LETTER.search(spelled):
        return False
    return bool(_DIGITS_BEFORE.search(before) or _DIGITS_AFTER.match(after))


def _may_be_words(spelled: str) -> bool:
    if not _LETTER.search(spelled):
        return False
    return " " in spelled or not any(sign.isdigit() for sign in spelled)
