"""What can go wrong with accounts, in words for the one who manages them."""

from app.accounts.account import NAME_RULE


class AccountFault(Exception):
    """A request about an account that cannot be fulfilled; the message says what to do."""


class BadName(AccountFault):
    """No account may have this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"account name: expected {NAME_RULE}, got {name!r}")


class AccountExists(AccountFault):
    """The name is taken."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the account {name!r} exists already; "
            f"for a new password run: shopstat account password {name}"
        )


class NoSuchAccount(AccountFault):
    """Nobody has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no account {name!r}; to see them run: shopstat account list")


class BadPassword(AccountFault):
    """The password must not be used; the message never repeats it."""
