"""The client IDs that a shop's site gets, as the shop's file says."""

from collections.abc import Iterable

from app.sales.new_client_ids import NewClientIDs
from app.sales.supply import Supply
from app.shops.shop import Shop


def supplies(shops: Iterable[Shop]) -> dict[str, Supply]:
    """Return the supply of each shop that has a site, by the shop's name."""
    return {
        shop.name: Supply(
            shop.name,
            NewClientIDs(shop.unmask),
            shop.site.recycled_after,
            shop.site.new_ids_per_day,
        )
        for shop in shops
        if shop.site is not None
    }
