"""The site shows a client ID in disguise."""

import pytest

from app.sales.client_id import ClientID
from app.sales.mask import Mask, masked


@pytest.mark.parametrize(
    ("mask", "shown"),
    [
        (Mask.PLAIN, "587-963"),
        (Mask.ARTICLE, "арт. 10250-587-963"),
        (Mask.CART, "корзина 587-963"),
    ],
)
def test_a_mask_shows_the_client_id_as_the_site_does(mask: Mask, shown: str) -> None:
    assert masked(ClientID("587-963"), mask) == shown


def test_the_article_keeps_its_own_text_before_the_client_id() -> None:
    assert masked(ClientID("587-963"), Mask.ARTICLE, "AB-12") == "арт. AB-12-587-963"
