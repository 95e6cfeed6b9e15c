"""The settings in force: read once for all workers, kept when the new ones are no good."""

import logging
from pathlib import Path

import pytest

from app.shops.faults import Misconfigured
from config import in_force
from config.in_force import renew, settings_in_force
from config.settings import Settings


@pytest.fixture(autouse=True)
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of options of an instance that no master has read."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    monkeypatch.setattr(in_force, "_latest", None)
    return tmp_path / "shopstat.toml"


def takes_all(settings: Settings) -> None:
    pass


def takes_none(settings: Settings) -> None:
    raise OSError("no room")


def test_without_a_master_they_are_read_when_they_are_needed(options: Path) -> None:
    options.write_text("server.threads = 3\n")

    assert settings_in_force().threads == 3


def test_what_the_master_read_counts_until_it_reads_again(options: Path) -> None:
    renew(takes_all)
    options.write_text("server.threads = 3\n")
    assert settings_in_force().threads == 8

    assert renew(takes_all).threads == settings_in_force().threads == 3


def test_the_first_ones_have_to_be_right(options: Path) -> None:
    options.write_text("server.threads = 0\n")

    with pytest.raises(Misconfigured):
        renew(takes_all)
    options.unlink()
    with pytest.raises(OSError, match="no room"):
        renew(takes_none)


def test_later_ones_that_are_wrong_are_told_and_not_taken(
    options: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = renew(takes_all)
    options.write_text("server.threads = 0\nserver.workers = 0\n")

    assert renew(takes_all) is good

    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert caplog.messages[0].startswith("event=reload-refused kept=previous fault=")


def test_later_ones_that_no_server_can_be_made_of_are_told_with_the_traceback(
    options: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = renew(takes_all)

    assert renew(takes_none) is good

    (record,) = caplog.records
    assert record.exc_info is not None


def test_the_address_stays_until_a_restart(options: Path, caplog: pytest.LogCaptureFixture) -> None:
    renew(takes_all)
    options.write_text('server.port = 9999\nserver.bind = "::1"\nserver.threads = 3\n')

    fresh = renew(takes_all)

    assert (fresh.address, fresh.threads) == ("127.0.0.1:8080", 3)
    assert caplog.messages == ["event=restart-needed option=server.bind,server.port"]
