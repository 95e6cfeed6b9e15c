"""How operators spell a client ID: the same signs typed, pasted and separated in many ways."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from app.sales.client_id import ClientID, ClientIDFormat, Place

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u202f\u205f\u3000"
_LINE_ENDS = "\r\v\f\u0085\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d"
_INVISIBLE += "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0f\ufeff"
_PLAIN = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_INVISIBLE)
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)
_BLANKS = re.compile(" {2,}")
# Nobody types these: control characters that are no line end, lone surrogates, and the mark that
# shows what follows backwards, so that the operator has seen another number than is written.
UNTYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202e]")


def plain_text(text: str) -> str:
    """Write a text in plain signs; letter case and everything not listed here stay as they are.

    Dashes and the minus sign become ``-``; spaces and tabs become one space; line ends become
    ``\\n``; full-width signs become ASCII; zero-width signs, soft hyphens and direction marks go.
    This is not Unicode's NFKC, which would also make ``½`` or ``²`` a digit.
    """
    plain = text.translate(_PLAIN)
    return (_BLANKS.sub(" ", plain) if "  " in plain else plain).strip()


@dataclass(frozen=True, slots=True)
class Spelling:
    """The ways to write the client IDs of one format in plain text, as regular expressions.

    ``loose`` takes any dash, underscore or space as a separator, ``tight`` no spaces; both
    take none at all where every part has a fixed length. ``separated`` is tight with every
    separator written, and nothing where the format has none; ``exact`` is the canonical one.
    ``signs`` counts the letters and
    digits of the shortest id, ``digits_only`` tells that no id has a letter.
    """

    loose: str
    tight: str
    separated: str
    exact: str
    signs: int
    digits_only: bool
    _whole: re.Pattern[str]
    _canonical: str

    @classmethod
    def of(cls, format: ClientIDFormat) -> Self:
        """Work out the spellings of a format, once per shop."""
        divided = any(place.separator for place in format.places)
        lengths_vary = any(place.repeated for place in format.places)
        tight, loose = "(?:[-_]|{sign})", "(?: ?(?:[-_]|{sign}) ?| )"
        left_out = "" if lengths_vary else "?"
        return cls(
            loose=pattern_of(format, loose + left_out),
            tight=pattern_of(format, tight + left_out),
            separated=pattern_of(format, tight) if divided else "(?!)",
            exact=pattern_of(format, "{sign}"),
            signs=sum(not place.separator for place in format.places),
            digits_only=all(place.digit or place.separator for place in format.places),
            _whole=re.compile(pattern_of(format, loose + left_out, part="({part})")),
            _canonical=template_of(format),
        )

    def read(self, text: str) -> ClientID | None:
        """Give the client ID that a plain text is and nothing else, in any spelling, or None."""
        match = self._whole.fullmatch(text)
        return None if match is None else ClientID(self._canonical.format(*match.groups()))

    def canonical(self, text: str) -> ClientID:
        """Give the canonical spelling of a text that fits; raises ValueError for another."""
        client_id = self.read(text)
        if client_id is None:
            raise ValueError("not a client ID in any spelling")
        return client_id


def pattern_of(format: ClientIDFormat, separator: str, part: str = "{part}") -> str:
    """Write the parts of a format and what stands between them as one regular expression.

    ``{sign}`` in ``separator`` is the format's own one, ``{part}`` in ``part`` the part's pattern.
    """
    return "".join(
        separator.format(sign=re.escape(_signs(run).translate(_PLAIN)))
        if run[0].separator
        else part.format(part="".join(place.pattern for place in run))
        for run in _runs(format)
    )


def template_of(format: ClientIDFormat) -> str:
    """Write the format with ``{}`` for each part between separators, for ``str.format``."""
    return "".join(
        _signs(run).replace("{", "{{").replace("}", "}}") if run[0].separator else "{}"
        for run in _runs(format)
    )


def _runs(format: ClientIDFormat) -> list[list[Place]]:
    return [list(run) for _, run in groupby(format.places, lambda place: place.separator)]


def _signs(run: list[Place]) -> str:
    return "".join(place.sign for place in run)
