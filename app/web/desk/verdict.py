"""The verdict on what an operator wrote for a client ID: understood, or why not and the cure."""

from app.sales.unmask import Reason, Unreadable
from app.shops.shop import Shop
from app.web.desk.language import text as _

N_ = str  # marks a message that is translated later


_SENTENCES = {
    Reason.BLANK: N_(
        "No client ID is written: ask the customer for it. It looks like %(example)s."
    ),
    Reason.NONE: N_("There is no client ID in this text. It looks like %(example)s."),
    Reason.SEVERAL: N_(
        "There are several different client IDs in this text: leave the one of this sale."
    ),
    Reason.PHONE: N_("This reads as a phone number. The client ID looks like %(example)s."),
    Reason.DATE: N_("This reads as a date or a time. The client ID looks like %(example)s."),
    Reason.PRICE: N_("This reads as an amount of money. The client ID looks like %(example)s."),
    Reason.NUMBER: N_(
        "This reads as the number of another thing. Write the client ID like id %(example)s."
    ),
    Reason.ADDRESS: N_("This reads as an address. The client ID looks like %(example)s."),
    Reason.WORD: N_("These may be plain words. Write the client ID like id %(example)s."),
    Reason.MASK: N_(
        "The site of this shop does not show client IDs in this way. Write it like %(example)s."
    ),
    Reason.CONTROL: N_(
        "The text holds an invisible character. Type the client ID anew, like %(example)s."
    ),
    Reason.TOO_LONG: N_(
        "The text is over 512 characters. Write the client ID alone, like %(example)s."
    ),
}


def told(shop: Shop, written: str) -> str:
    """Say how the text is understood, in the operator's language."""
    read = shop.unmask(written)
    if isinstance(read, Unreadable):
        return why_not(shop, read)
    return _("The client ID is %(id)s.") % {"id": read}


def why_not(shop: Shop, unreadable: Unreadable) -> str:
    """Say why no client ID was read, and what it looks like."""
    return _(_SENTENCES[unreadable.reason]) % {"example": shop.unmask.format.example}
