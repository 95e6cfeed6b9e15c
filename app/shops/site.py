"""The site of a shop: where its pages are, and how long a visitor keeps a client ID."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Site:
    """What a shop's file says of its site.

    ``origins`` are written as browsers send them. A visitor's cookie lasts for ``cookie_age``; the
    ID is another visitor's after ``recycled_after``, never where that is None.
    """

    origins: frozenset[str]
    cookie_age: timedelta
    recycled_after: timedelta | None
    new_ids_per_day: int
