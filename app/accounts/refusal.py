"""Why a login is not even tried: too many failed before it, or too many wait for their turn."""

from enum import StrEnum


class Refusal(StrEnum):
    """The reasons; each is the name of a problem page."""

    TOO_MANY = "too-many-logins"
    BUSY = "login-busy"


class LoginRefused(Exception):
    """The credentials were not compared, so nothing is known of them."""

    def __init__(self, refusal: Refusal, retry_after_seconds: int) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.retry_after_seconds = retry_after_seconds
