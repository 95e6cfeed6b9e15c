"""The first page of a visit: what is kept of an address, and what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.first_page import FirstPage

SHOP = "https://shop.example"


def landing(address: str) -> str | None:
    return FirstPage.read(address, "").landing


def test_the_advertisement_and_the_site_before_are_kept() -> None:
    page = FirstPage.read(
        f"{SHOP}/sofa?utm_source=ya&utm_medium=cpc&utm_campaign=%D1%81%D1%82%D0%BE%D0%BB&yclid=7",
        "https://ya.ru/search?text=sofa",
    )
    assert page == FirstPage(
        landing=f"{SHOP}/sofa?utm_source=ya&utm_medium=cpc&utm_campaign=%D1%81%D1%82%D0%BE%D0%BB"
        "&yclid=7",
        referrer="https://ya.ru",
        utm_source="ya",
        utm_medium="cpc",
        utm_campaign="стол",
    )


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"{SHOP}/?email=ivan@example.com&token=1", f"{SHOP}/"),
        ("https://ivan:secret@shop.example/", f"{SHOP}/"),
        (f"{SHOP}/#card=4111", f"{SHOP}/"),
        (f"{SHOP}/?utm_source=a&utm_source=b", f"{SHOP}/?utm_source=a"),
        (f"{SHOP}/?utm_source=%00%0A", f"{SHOP}/?utm_source="),
        (f"{SHOP}/стол \u2028x", f"{SHOP}/%D1%81%D1%82%D0%BE%D0%BB%20%E2%80%A8x"),
        ("https://SHOP.example:8443", "https://shop.example:8443"),
        ("https://[::1]:80/a", "https://[::1]:80/a"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_of_an_address_is_kept(address: str, kept: str | None) -> None:
    assert landing(address) == kept


def test_of_the_site_before_nothing_but_its_name_is_kept() -> None:
    page = FirstPage.read("", "https://u:p@mail.example/inbox/ivan?id=1#x")
    assert page == FirstPage(referrer="https://mail.example")


def test_what_is_too_long_is_cut() -> None:
    page = FirstPage.read(f"{SHOP}/{'x' * 5000}?utm_term={'y' * 5000}", f"https://{'z' * 5000}")
    assert [len(part or "") for part in (page.landing, page.referrer, page.utm_term)] == [
        *(1024, 255, 255)
    ]


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_any_text_becomes_text_that_every_ledger_takes(path: str, term: str) -> None:
    page = FirstPage.read(f"{SHOP}/{path}?utm_term={term}", f"{SHOP}{path}")
    for part in page.as_columns().values():
        assert (part or "").isprintable()
        (part or "").encode()
