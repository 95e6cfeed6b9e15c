"""Why no client ID was read from what an operator wrote, said so that the operator can mend it."""

from dataclasses import dataclass
from enum import StrEnum

from app.sales.excerpt import excerpt


class Reason(StrEnum):
    """What was seen instead of one client ID; the values are stable, for machines."""

    BLANK = "blank"
    NONE = "none"
    SEVERAL = "several"
    PHONE = "phone"
    DATE = "date"
    PRICE = "price"
    NUMBER = "number"
    ADDRESS = "address"
    WORD = "word"
    MASK = "mask-not-in-use"
    CONTROL = "control-character"
    TOO_LONG = "too-long"


_SENTENCES = {
    Reason.BLANK: "nothing was written; write the client ID like {example}",
    Reason.NONE: "no client ID was found in {seen}; write it like {example}",
    Reason.SEVERAL: "different client IDs were found, {seen}; leave the one of this sale",
    Reason.PHONE: "{seen} reads as a phone number; write the client ID like id {example}",
    Reason.DATE: "{seen} reads as a date or a time; write the client ID like id {example}",
    Reason.PRICE: "{seen} reads as a price or an amount; write the client ID like id {example}",
    Reason.NUMBER: "{seen} reads as a number of another thing, or a part of a longer one; "
    "write the client ID like id {example}",
    Reason.ADDRESS: "{seen} reads as an address; write the client ID like id {example}",
    Reason.WORD: "{seen} may be plain words; write the client ID like id {example}",
    Reason.MASK: "{seen} is a mask that this shop does not use; write the client ID like {example}",
    Reason.CONTROL: "the text has the sign {seen}, which nobody types; "
    "write the client ID alone, like {example}",
    Reason.TOO_LONG: "the text is over 512 characters; write the client ID alone, like {example}",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A refusal: ``detail`` is one English sentence, what was seen and what to write instead."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was seen where a client ID might have been, and why it was not taken for one."""

    reason: Reason
    seen: str = ""


def refuse(doubt: Doubt, example: str) -> Unreadable:
    """Say a doubt in words; at most 40 characters of what was seen are repeated."""
    sentence = _SENTENCES[doubt.reason]
    return Unreadable(doubt.reason, sentence.format(seen=excerpt(doubt.seen), example=example))
