"""The examples: they load, and they tell the truth about the defaults."""

import shutil
import tomllib
from pathlib import Path

import pytest

import config
from config.options import options_of
from config.settings import Settings, load_settings

EXAMPLE = Path(config.__file__).parent / "example"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "instance"))


def test_the_examples_make_an_instance(instance: Path) -> None:
    assert [*load_settings(instance, {}).shops] == ["demo"]


def test_the_example_shows_every_option_with_its_default() -> None:
    commented = (EXAMPLE / "shopstat.toml").read_text(encoding="utf-8").split("\n\n", 1)[1]
    shown = tomllib.loads(commented.replace("# ", "", 1).replace("\n# ", "\n"))

    assert {
        (section, key): value for section, keys in shown.items() for key, value in keys.items()
    } == {(each.section, each.key): each.default for each in options_of(Settings).values()}
