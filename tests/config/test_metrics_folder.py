"""The folder that gunicorn's processes share their metrics in."""

import os
from pathlib import Path

import pytest

from config.metrics_folder import make_metrics_folder, remove_metrics_folder

NAME = "PROMETHEUS_MULTIPROC_DIR"


def made(monkeypatch: pytest.MonkeyPatch, inherited: str = "") -> Path:
    monkeypatch.setenv(NAME, inherited)
    make_metrics_folder()
    return Path(os.environ[NAME])


def test_it_is_private_and_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(monkeypatch)
    assert folder.stat().st_mode & 0o777 == 0o700
    remove_metrics_folder()
    assert not folder.exists()


def test_a_reload_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(monkeypatch)
    make_metrics_folder()
    assert Path(os.environ[NAME]) == folder
    remove_metrics_folder()


def test_a_new_master_makes_its_own_and_leaves_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_the_old_master = tmp_path / "shopstat-metrics-of-1"
    of_the_old_master.mkdir()
    folder = made(monkeypatch, str(of_the_old_master))
    remove_metrics_folder()
    assert folder != of_the_old_master
    assert of_the_old_master.exists()
