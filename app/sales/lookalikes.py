"""Look-alikes: phones, dates, prices, addresses and numbers of other things, never a client ID."""

import re

from app.sales.amounts import OTHER_NUMBER, PRICE
from app.sales.boundaries import LEFT, cut
from app.sales.dates import DATE
from app.sales.phones import phone
from app.sales.spelling import Spelling
from app.sales.unreadable import Doubt, Reason

_ADDRESS = r"(?:https?://|www\.)\S+|(?<![.+])[\w.+-]+@[\w.-]+"


def lookalikes(spelling: Spelling) -> re.Pattern[str]:
    """Compile what to strike out of a text before client IDs of this spelling are looked for."""
    kinds = {
        Reason.ADDRESS: _ADDRESS,
        Reason.PHONE: phone(spared=spelling.separated),
        Reason.DATE: DATE,
        Reason.PRICE: PRICE,
        Reason.NUMBER: OTHER_NUMBER,
    }
    alternatives = "|".join(f"(?P<{reason}>{pattern})" for reason, pattern in kinds.items())
    return re.compile(f"{LEFT}(?:{alternatives})", re.IGNORECASE)


def strike(text: str, lookalikes: re.Pattern[str]) -> tuple[str, list[Doubt]]:
    """Cut the look-alikes out of a text; give the rest and what they are."""
    rest, matches = cut(lookalikes, text)
    return rest, [Doubt(Reason(str(match.lastgroup)), match[0]) for match in matches]
