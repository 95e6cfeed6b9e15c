"""Look-alikes: phones, dates, prices, addresses and numbers of other things, never a client ID."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from app.sales.amounts import OTHER_NUMBER, PRICE
from app.sales.boundaries import LEFT, cut
from app.sales.dates import DATE
from app.sales.phones import phone
from app.sales.spelling import Spelling
from app.sales.unreadable import Doubt, Reason

_ADDRESS = r"(?:https?://|www\.)\S+|(?<![.+])[\w.+-]+@[\w.-]+"


# Where a look-alike of digits, blanks and dashes wants certain digits, it says so in a class.
_CERTAIN_DIGITS = re.compile(r"\[[0-9]-?[0-9]\]")
_SIGNS_OF_SHAPES = re.compile("[0-9 -]+")
_SHAPE = str.maketrans("123456789", "000000000")
_MOST_SHAPES = 1_024


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """What to strike out of a text before client IDs of one spelling are looked for; by ``of``."""

    _pattern: re.Pattern[str]
    _may_be: Callable[[str], bool]

    @classmethod
    def of(cls, spelling: Spelling) -> Self:
        """Compile them, once per shop."""
        kinds = {
            Reason.ADDRESS: _ADDRESS,
            Reason.PHONE: phone(spared=spelling.separated),
            Reason.DATE: DATE,
            Reason.PRICE: PRICE,
            Reason.NUMBER: OTHER_NUMBER,
        }
        alternatives = "|".join(f"(?P<{reason}>{pattern})" for reason, pattern in kinds.items())
        pattern = f"{LEFT}(?:{alternatives})"
        any_digits = re.compile(_CERTAIN_DIGITS.sub(r"\\d", pattern), re.IGNORECASE)

        def may_be(shape: str) -> bool:
            return any_digits.fullmatch(shape) is not None

        return cls(re.compile(pattern, re.IGNORECASE), lru_cache(_MOST_SHAPES)(may_be))

    def include(self, text: str) -> bool:
        """Tell whether the whole text, one that fits the spelling, is one look-alike."""
        return not self.rule_out(text) and self._pattern.fullmatch(text) is not None

    def rule_out(self, text: str) -> bool:
        """Tell whether no text of this shape, ``000 000``, can be one look-alike.

        What operators write mostly has such a shape, and shapes are few.
        """
        has_shape = _SIGNS_OF_SHAPES.fullmatch(text) is not None
        return has_shape and not self._may_be(text.translate(_SHAPE))

    def strike(self, text: str) -> tuple[str, list[Doubt]]:
        """Cut the look-alikes out of a text; give the rest and what they are."""
        rest, matches = cut(self._pattern, text)
        return rest, [Doubt(Reason(str(match.lastgroup)), match[0]) for match in matches]
