"""What of a configured value may be shown: never a secret, never a password."""

from collections.abc import Mapping

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

HIDDEN = "(hidden)"
_LONGEST = 200


class Secret(str):
    """Text that came from the environment or a file; its repr tells where from instead of it."""

    written: str

    @classmethod
    def read(cls, text: str, written: str) -> "Secret":
        """Keep ``text`` together with what stands in the configuration in its place."""
        secret = cls(text)
        secret.written = written
        return secret

    def __repr__(self) -> str:
        return self.written


def shown(value: object) -> str:
    """Render a value of a TOML document on one line, the secrets in it hidden."""
    return _rendered(value)[:_LONGEST]


def shown_url(url: object) -> str:
    """Render a database URL without its password and query; ``(hidden)`` when it cannot be read."""
    if isinstance(url, Secret):
        return url.written
    try:
        parsed = make_url(str(url))
    except (ArgumentError, ValueError):
        return HIDDEN
    if "@" in f"{parsed.host}{parsed.database}":  # the rest of a password that holds an @
        return HIDDEN
    text = parsed.set(query={}).render_as_string(hide_password=True)
    return text + ("?" + HIDDEN if parsed.query else "")


def _rendered(value: object) -> str:
    match value:
        case Secret():
            return repr(value)
        case str() if "://" in value:
            return shown_url(value)
        case bool():
            return str(value).lower()
        case Mapping():
            return "{" + ", ".join(f"{key} = {_rendered(value[key])}" for key in value) + "}"
        case list():
            return "[" + ", ".join(_rendered(item) for item in value) + "]"
        case _:
            return repr(value)
