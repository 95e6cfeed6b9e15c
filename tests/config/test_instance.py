"""Where the instance folder is."""

from pathlib import Path

import pytest

from config import instance
from config.instance import instance_folder


def test_the_environment_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert instance_folder({"SHOPSTAT_INSTANCE": "here"}) == tmp_path / "here"


@pytest.mark.parametrize("environ", [{}, {"SHOPSTAT_INSTANCE": ""}])
def test_in_a_checkout_it_is_there(environ: dict[str, str]) -> None:
    assert instance_folder(environ) == Path(instance.__file__).parent.parent / "instance"


def test_elsewhere_it_is_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_CHECKOUT", tmp_path / "site-packages")
    monkeypatch.chdir(tmp_path)

    assert instance_folder({}) == tmp_path / "instance"
