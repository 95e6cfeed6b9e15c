"""Where a number in an operator's text begins and ends; fragments of regular expressions.

They are written for ``plain_text``. Letters and digits are of any script here, so that a number
glued to any word is never taken for a number of its own.
"""

import re

BREAK = "\n"

WORD = r"[^\W\d_]*"

LEFT = r"(?<![^\W_])(?<![^\W_][-_])(?<!\d[.,:/'])"
RIGHT = r"(?![^\W_])(?![-_@][^\W_])(?![.,:/']\d)"

SIGNS = "[ :=.(№#-]{0,4}"


def any_of(*alternatives: str) -> str:
    """Join alternatives into one group; the first that fits wins."""
    return f"(?:{'|'.join(alternatives)})"


def cut(pattern: re.Pattern[str], text: str) -> tuple[str, list[re.Match[str]]]:
    """Put a line break in place of each match, so that nothing joins across it; give both."""
    matches = list(pattern.finditer(text))
    return (pattern.sub(BREAK, text) if matches else text), matches
