"""An excerpt: a foreign text quoted in a message, cut so that no message grows with it."""

_SHOWN_CHARACTERS = 40


def excerpt(text: str) -> str:
    """Quote a text of any length in at most 40 characters."""
    shown = repr(text[:_SHOWN_CHARACTERS])
    if len(shown) <= _SHOWN_CHARACTERS:
        return shown
    return shown[: _SHOWN_CHARACTERS - 1] + "…"
