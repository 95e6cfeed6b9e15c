"""Channels and numbers of sales as people write them in a file."""

import re

from app.intake.faults import BadValue
from app.sales.channel import Channel
from app.sales.sale import MAX_COUNT

_CHANNELS = {
    **dict.fromkeys(["call", "calls", "phone", "звонок", "звонки", "телефон"], Channel.CALL),
    **dict.fromkeys(["тел", "по телефону", "через звонок"], Channel.CALL),
    **dict.fromkeys(["offline", "store", "shop", "офлайн", "оффлайн", "касса"], Channel.OFFLINE),
    **dict.fromkeys(["магазин", "розница", "зал", "в магазине"], Channel.OFFLINE),
}
_SITE = {"site", "online", "web", "сайт", "онлайн", "интернет", "корзина", "через сайт"}
_COUNT = re.compile(r"[0-9]{1,7}")


def read_channel(text: str) -> Channel:
    """Read a channel: ``call``, ``звонок``, ``магазин``; raises ``BadValue``."""
    word = " ".join(text.casefold().split()).rstrip(".")
    if word in _CHANNELS:
        return _CHANNELS[word]
    if word in _SITE:
        raise BadValue("a sale made on the site", "leave it out: the platform counts it itself")
    raise BadValue("this is no channel of ours", "write call or offline, звонок or магазин")


def read_count(text: str) -> int:
    """Read how many sales a row stands for; raises ``BadValue``."""
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= MAX_COUNT:
        raise BadValue("this is no number of sales", f"write a whole number, 1 to {MAX_COUNT}")
    return int(text)
