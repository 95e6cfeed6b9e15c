"""The options as a table: what README tells of them."""

import dataclasses

from config.options import Option, options_of
from config.settings import Settings


def test_every_field_that_is_read_from_the_options_file_is_an_option() -> None:
    fields = [field.name for field in dataclasses.fields(Settings)]

    assert ["instance", "shops", "run", *options_of(Settings)] == fields


def test_an_option_tells_its_place_default_and_meaning() -> None:
    assert options_of(Settings)["port"] == Option(
        "server", "port", 8080, "port to listen on", least=1, most=65535
    )


def test_every_default_is_within_its_bounds() -> None:
    for each in options_of(Settings).values():
        if isinstance(each.default, int):
            assert each.least <= each.default <= each.most


def test_no_two_options_share_a_place() -> None:
    places = [(each.section, each.key) for each in options_of(Settings).values()]

    assert len(set(places)) == len(places)
