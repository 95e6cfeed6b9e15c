"""The language of whoever sits at the terminal: Russian where the locale says so, else English."""

import os

from app.shops.preset import Wording

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def in_your_language(wording: Wording) -> str:
    """Return the sentence as the person at the terminal reads it."""
    locale = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    return wording.ru if locale.startswith("ru") else wording.en
