"""Labels: what an operator writes before a client ID to say where it was read."""

import re
from dataclasses import dataclass
from typing import Self

from app.sales.amounts import UNIT
from app.sales.boundaries import LEFT, RIGHT, SIGNS, WORD, any_of, cut
from app.sales.client_id import ClientID
from app.sales.mask import Mask
from app.sales.spelling import Spelling
from app.sales.unreadable import Doubt, Reason

_NUMBER_WORD = any_of("номер", "number", "no", "n", "id")
_ARTICLE = any_of(f"арт(?:икул{WORD})?", "art(?:icle)?", "sku", "код товара")
_CART = any_of(f"корз(?:ин{WORD})?", "cart", "basket")
_PLAIN = any_of("(?:(?:user|client|visitor)[ _-]?)?id", "c?uid|cid|ид|айди", "(?:промо)?код")

_LAST_OF_HEAD = r"[^\W_]+(?: ?-+ ?|[ _./])"
_HEAD = rf"(?:[^\W_]+[-_./]+){{0,40}}?{_LAST_OF_HEAD}"
_END = rf"{RIGHT}(?! ?(?i:{UNIT}))"
_FAR_END = rf"{_END}(?! ?[-_]? ?\d)"


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled client IDs of one spelling under a shop's masks; made by ``of``."""

    spelling: Spelling
    masks: frozenset[Mask]
    _patterns: tuple[tuple[Mask, re.Pattern[str]], ...]
    _usual: tuple[tuple[Mask, re.Pattern[str]], ...]

    @classmethod
    def of(cls, spelling: Spelling, masks: frozenset[Mask]) -> Self:
        """Compile the labels, once per shop.

        After an article's label the id is the tail, and what stands before it is the article's
        own text. An id spelled with spaces ends only where no other digits follow.
        """
        article, cart, plain = (_label(words, spelling) for words in (_ARTICLE, _CART, _PLAIN))
        spelled = f"{spelling.loose}{_FAR_END}"
        alone = f"(?P<id>{spelling.separated}{_END}|{spelled})"
        named = ((Mask.CART, f"{cart}{alone}"), (Mask.PLAIN, f"{plain}{alone}"))
        patterns = (
            (Mask.ARTICLE, f"{article}{_HEAD}(?P<id>{spelling.exact}{_END})"),
            (Mask.ARTICLE, f"{article}{_HEAD}(?P<id>{spelling.tight}{_END}|{spelled})"),
            (Mask.ARTICLE, f"{article}(?P<id>{spelling.separated}{_END})"),
            *named,
        )
        usual = ((Mask.ARTICLE, f"{article}{_LAST_OF_HEAD}(?P<id>{spelling.exact})"), *named)
        return cls(spelling, masks, _compiled(patterns), _compiled(usual))

    def read(self, text: str) -> ClientID | Doubt | None:
        """Give the client ID of a text that is nothing but one with its label, as most are.

        An article's own text is a single word or number then: with more of them ``take`` decides
        which belong to the id. None means that the text has to be searched.
        """
        for mask, pattern in self._usual:
            if match := pattern.fullmatch(text):
                return self._read(match, mask)
        return None

    def take(self, text: str) -> tuple[str, list[ClientID | Doubt]]:
        """Cut the labelled client IDs out of a text; give the rest and what they are."""
        found: list[ClientID | Doubt] = []
        for mask, pattern in self._patterns:
            text, matches = cut(pattern, text)
            found += [self._read(match, mask) for match in matches]
        return text, found

    def _read(self, match: re.Match[str], mask: Mask) -> ClientID | Doubt:
        if mask is Mask.PLAIN or mask in self.masks:
            return self.spelling.canonical(match["id"])
        return Doubt(Reason.MASK, match[0])


def _compiled(
    patterns: tuple[tuple[Mask, str], ...],
) -> tuple[tuple[Mask, re.Pattern[str]], ...]:
    return tuple((mask, re.compile(text)) for mask, text in patterns)


def article_label(spelling: Spelling) -> str:
    """Describe an article's label, up to the article's own text."""
    return _label(_ARTICLE, spelling)


def _label(words: str, spelling: Spelling) -> str:
    """Describe a label; an id of digits may be glued to it, one with letters may not."""
    apart = r"(?![^\W\d_])" if spelling.digits_only else r"(?![^\W_])"
    return f"{LEFT}(?i:{words}{apart}{SIGNS}(?:{_NUMBER_WORD}{apart}{SIGNS})?)"
