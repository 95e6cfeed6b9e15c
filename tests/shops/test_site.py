"""The [site] of a shop's file: which pages may ask for client IDs, and for how long one is kept."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.shops.faults import Misconfigured
from app.shops.shop_file import read_shop
from app.shops.site import Site
from app.shops.site_supply import supplies

FILE = Path("shops/main.toml")
SHOP = "https://shop.example"


def a_site(**keys: Any) -> dict[str, Any]:
    return {"origins": [SHOP], **keys}


def read(site: dict[str, Any]) -> Site | None:
    document = {"time_zone": "Europe/Moscow", "currency": "RUB", "site": site}
    return read_shop("main", document, FILE, Path("presets")).site


def fault(site: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(Misconfigured) as raised:
        read(site)
    (fault,) = raised.value.faults
    return fault.key, fault.cure


def test_a_site_is_read_as_the_file_says() -> None:
    days = {"cookie_days": 30, "recycle_days": 60, "new_ids_per_day": 5}
    assert read(a_site(**days)) == Site(
        frozenset([SHOP]), timedelta(days=30), timedelta(days=60), 5
    )


def test_what_is_left_out_is_a_year_and_some_more() -> None:
    assert read(a_site()) == Site(
        frozenset([SHOP]), timedelta(days=365), timedelta(days=400), 10_000
    )


def test_ids_may_be_kept_for_ever() -> None:
    site = read(a_site(recycle_days=0))
    assert site
    assert site.recycled_after is None


@pytest.mark.parametrize(
    "origin",
    [
        "https://shop.example:8443",
        "http://localhost:8000",
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
        "https://xn--80aswg.xn--p1ai",
    ],
)
def test_an_origin_is_written_as_browsers_send_it(origin: str) -> None:
    site = read(a_site(origins=[origin]))
    assert site
    assert site.origins == {origin}


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "shop.example",
            "https://shop.example/",
            "https://shop.example/a",
            "https://Shop.example",
        ),
        *("https://shop.example:443", "http://shop.example:80", "https://shop.example:65536"),
        *("https://*.shop.example", "*", "null", "", "ftp://shop.example", "https://магазин.рф"),
        *("https://user@shop.example", "https://[::1", "https://[::01]", "https://shop.example\n"),
        *("https://shop..example", "https://[1.2.3.4]"),
    ],
)
def test_another_spelling_is_refused_with_the_cure(origin: str) -> None:
    key, cure = fault(a_site(origins=[origin]))
    assert key == "site.origins[1]"
    assert cure.startswith("write it as browsers send it")


@pytest.mark.parametrize(
    ("keys", "key", "cure"),
    [
        ({"origins": []}, "site.origins", "write a list of the addresses"),
        ({"origins": SHOP}, "site.origins", "write a list of the addresses"),
        ({"cookie_days": 401}, "site.cookie_days", "write whole days from 1 to 400"),
        ({"recycle_days": -1}, "site.recycle_days", "write whole days, 0 for never, from 0"),
        ({"new_ids_per_day": 0}, "site.new_ids_per_day", "write a whole number from 1"),
        ({"recycle_days": 365}, "site.recycle_days", "write more than the 365 cookie_days"),
        ({"origin": SHOP}, "site.origin", "unknown key; did you mean origins?"),
    ],
)
def test_a_wrong_key_of_the_site_is_told(keys: dict[str, Any], key: str, cure: str) -> None:
    found = fault(a_site(**keys))
    assert (found[0], found[1][: len(cure)]) == (key, cure)


def test_a_shop_without_a_site_has_no_supply_of_ids() -> None:
    document = {"time_zone": "Europe/Moscow", "currency": "RUB"}
    assert supplies([read_shop("main", document, FILE, Path("presets"))]) == {}
