"""The nearest spellings of an unknown time zone."""

import pytest

from app.shops.zones import nearest, zones


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Moscow", "Europe/Moscow"),
        ("europe/moscow", "Europe/Moscow"),
        ("Europe/Moskow", "Europe/Moscow"),
        ("New York", "America/New_York"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("MSK", "Europe/Moscow"),
        ("Москва", "Europe/Moscow"),
        ("UTC+3", "Europe/Moscow"),
        ("gmt +03:00", "Europe/Moscow"),
        ("+5", "Asia/Yekaterinburg"),
        ("MSK+7", "Asia/Vladivostok"),
    ],
)
def test_the_nearest_spelling_comes_first(written: str, meant: str) -> None:
    assert nearest(written)[0] == meant


@pytest.mark.parametrize("written", ["", "MSK+3 please", "+99", "☃" * 1000])
def test_where_nothing_is_near_nothing_is_offered(written: str) -> None:
    assert nearest(written) == []


def test_only_places_count() -> None:
    assert {"UTC", "Europe/Moscow", "America/Santiago"} <= zones()
    assert not {"localtime", "posixrules", "Factory"} & zones()
