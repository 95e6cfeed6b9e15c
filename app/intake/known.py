"""What a row tells of a sale, and the id by which the same sale is known when it comes again."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from app.intake.faults import BadValue
from app.intake.occurrences import Occurrences
from app.sales.channel import Channel
from app.sales.client_id import ClientID
from app.sales.sale import Sale

_DIGEST_BYTES = 16
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All of a sale but its id."""

    sold_at: datetime
    channel: Channel
    client_id: ClientID | None
    client_text: str | None
    count: int
    revenue: Decimal
    cost: Decimal | None
    currency: str
    comment: str


def identify(known: Known, sender_id: str | None, row: int, seen: Occurrences) -> str:
    """Return the sale's id: the sender's own where a column gives it, else one of its content.

    Equal rows without ids are as many sales, told apart by their number within the file; the same
    file gives the same ids again. Raises ``BadValue`` for an id that is empty or came before.
    """
    if sender_id is None:
        digest = _digest(known)
        times, _ = seen.add(digest, row)
        return f"{known.sold_at:%Y%m%d-%H%M%S}-{digest.hex()}-{times}"  # in order of time
    if not sender_id:
        raise BadValue("the id is empty", "write it, or say --column id= to do without")
    times, first = seen.add(sender_id.encode(errors="replace"), row)
    if times > 1:
        raise BadValue(
            "the id came before in this file",
            f"it is that of row {first}: make one row of them, or say --column id= "
            "if each is a sale of its own",
        )
    return sender_id


def sale_of(known: Known, id: str) -> Sale:
    """Return the sale; raises ``BadSale``."""
    return Sale(
        id=id,
        channel=known.channel,
        sold_at=known.sold_at,
        revenue=known.revenue,
        currency=known.currency,
        client_id=known.client_id,
        client_text=known.client_text,
        count=known.count,
        cost=known.cost,
        comment=known.comment,
    )


def _digest(known: Known) -> bytes:
    """Digest what the row says, however it is spelled.

    Not the client ID that was read: the same row stays the same sale when the shop's format or
    masks are corrected and it is read another way.
    """
    cost = "" if known.cost is None else known.cost.quantize(_CENT)
    content = (
        *(known.sold_at.isoformat(timespec="seconds"), known.channel),
        *(_letters_and_digits(known.client_text or ""), known.count),
        *(known.revenue.quantize(_CENT), cost, known.comment),
    )
    return sha256("\x1f".join(map(str, content)).encode(errors="replace")).digest()[:_DIGEST_BYTES]


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()
