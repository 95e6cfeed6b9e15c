"""A mask: how the site disguises a client ID when it shows it to the visitor."""

from enum import StrEnum

from app.sales.client_id import ClientID


class Mask(StrEnum):
    """What the operator may have read the client ID from."""

    PLAIN = "plain"
    ARTICLE = "article"
    CART = "cart"


def masked(client_id: ClientID, mask: Mask, article: str = "10250") -> str:
    """Show a client ID as the site does; ``article`` is the product's own article number."""
    shown = {
        Mask.PLAIN: client_id,
        Mask.ARTICLE: f"арт. {article}-{client_id}",
        Mask.CART: f"корзина {client_id}",
    }
    return shown[mask]
