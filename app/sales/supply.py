"""The supply of client IDs that the site of one shop gets for its visitors."""

from dataclasses import dataclass
from datetime import timedelta

from app.sales.new_client_ids import NewClientIDs


@dataclass(frozen=True, slots=True)
class Supply:
    """The client IDs that a shop's site gets.

    An ID is free again ``recycled_after`` it was given, never where that is None.
    """

    shop: str
    ids: NewClientIDs
    recycled_after: timedelta | None
    per_day: int

    @property
    def format(self) -> str:
        """The format as the shop's file has it."""
        return self.ids.unmask.format.text
