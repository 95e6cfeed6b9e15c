"""An account: a login, bound to one shop and to what it may do there."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

NAME_RULE = "1 to 64 letters, digits or . _ - @"
_NAME = re.compile(r"[\w.@-]{1,64}")


class Role(StrEnum):
    """What an account may do."""

    PULL = "pull"
    SEND = "send"
    OPERATE = "operate"


@dataclass(frozen=True, slots=True)
class Account:
    """A login as the ledger knows it; its passwords stay in the ledger.

    ``by_old_password`` says of one that logged in that a replaced password opened it.
    """

    name: str
    shop: str
    roles: frozenset[Role]
    disabled: bool = False
    by_old_password: bool = field(default=False, compare=False)


def is_account_name(text: str) -> bool:
    """Tell whether an account may have this name, in letters of any script.

    Only the composed form counts (NFKC): a name that looks the same is then the same.
    """
    return bool(_NAME.fullmatch(text)) and unicodedata.is_normalized("NFKC", text)
