"""A new shop is looked at before it is written exactly as its written file will be read."""

from pathlib import Path

import click
import pytest
from sqlalchemy import make_url

from app.cli.ask_options import given_options
from app.cli.new_shop import check_shop, write_shop
from app.cli.preset_text import NewPreset
from app.cli.shop_text import NewShop
from app.shops.detection import Candidate
from app.shops.preset_file import read_preset
from config.settings import load_settings
from config.shops import PRESETS

ODD = 'a${b}\x7f"\\c'


def a_shop(**options: object) -> NewShop:
    preset = NewPreset(read_preset(PRESETS / "woocommerce"), options)
    url = "mysql://reader:${x}@h/d"
    return NewShop("main", "Europe/Moscow", "RUB", url, preset=preset)


def test_text_means_the_same_before_and_after_it_is_written(tmp_path: Path) -> None:
    new = a_shop(client_key=ODD)
    looked_at = check_shop(new, tmp_path)
    write_shop(new, tmp_path)

    assert looked_at == load_settings(tmp_path).shops["main"]
    assert make_url(looked_at.database or "").password == "${x}"
    assert looked_at.preset is not None
    assert looked_at.preset.options["client_key"] == ODD


@pytest.mark.parametrize("number", ["5,7", "", "x", "1.5"])
def test_an_option_of_one_number_takes_no_other(number: str) -> None:
    preset = read_preset(PRESETS / "opencart")
    candidate = Candidate(preset, {}, None, None, ("phone",), (), ())

    with pytest.raises(click.BadParameter, match=r"write .*whole number"):
        given_options(candidate, [f"custom_field={number}"])
