"""The channels whose sales a platform cannot see by itself."""

from enum import StrEnum


class Channel(StrEnum):
    """How the sale was made; sales made on the site are the platform's own to count."""

    CALL = "call"
    OFFLINE = "offline"
