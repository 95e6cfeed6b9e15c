"""The question a platform asks, already valid: one shop, one day."""

from dataclasses import dataclass

from app.sales.day import Day
from app.shops.shop import Shop


@dataclass(frozen=True, slots=True)
class Question:
    """What was sold by this shop on this day, per client ID?"""

    shop: Shop
    day: Day
