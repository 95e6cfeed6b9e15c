"""SIGHUP: changed files count, broken ones do not, and nobody notices."""

import os
import signal
from pathlib import Path

from tests.deploy.conditions import wait_until_replaced
from tests.deploy.load import Load
from tests.deploy.shop import answer, ask, deployed, point_to, sell
from tests.drills.served import Served


def reload(server: Served) -> None:
    former = set(server.workers())
    server.signal(signal.SIGHUP)
    wait_until_replaced(server, former)


def test_under_load_no_answer_is_lost(tmp_path: Path) -> None:
    with deployed(tmp_path) as server, Load(server) as load:
        for _ in range(3):
            load.wait_for_more(20)
            reload(server)

    assert set(load.outcomes) == {"200"}


def test_a_changed_secret_counts(tmp_path: Path) -> None:
    with deployed(tmp_path) as server:
        sell(tmp_path / "instance" / "other.db", amount=7)
        point_to(tmp_path / "instance", "other.db")
        assert ask(server).body == answer(amount=1)

        reload(server)

        assert ask(server).body == answer(amount=7)


def test_a_broken_configuration_is_told_and_changes_nothing(tmp_path: Path) -> None:
    with deployed(tmp_path) as server:
        options, shop = (tmp_path / "instance" / name for name in ("shopstat.toml", "shops/b.toml"))
        good = options.read_text()
        options.write_text("[server]\nport = 0\n")
        shop.write_text("currency =\n")

        reload(server)

        assert ask(server).body == answer(amount=1)
        told = [line for line in server.said().splitlines() if "reload-refused" in line]
        assert [line.split(" ", 1)[1] for line in told] == [
            f'ERROR event=reload-refused kept=previous fault="{options}: server.port = 0: write a '
            'whole number from 1 to 65535, without quotes: port to listen on"',
            f'ERROR event=reload-refused kept=previous fault="{shop}: correct the TOML: '
            'Invalid value (at line 1, column 11)"',
        ]

        options.write_text(good)
        shop.unlink()
        point_to(tmp_path / "instance", "other.db")
        sell(tmp_path / "instance" / "other.db", amount=7)
        reload(server)

        assert ask(server).body == answer(amount=7)


def test_a_worker_that_is_replaced_has_the_settings_of_the_others(tmp_path: Path) -> None:
    with deployed(tmp_path, workers=1) as server:
        former = set(server.workers())
        (tmp_path / "instance" / "shops" / "main.toml").write_text("half a fi")

        for pid in former:
            os.kill(pid, signal.SIGKILL)
        wait_until_replaced(server, former)

        assert ask(server).body == answer(amount=1)


def test_a_ledger_that_cannot_be_had_changes_nothing(tmp_path: Path) -> None:
    with deployed(tmp_path) as server:
        (tmp_path / "file").touch()
        options = tmp_path / "instance" / "shopstat.toml"
        options.write_text(f'[ledger]\nurl = "sqlite:///{tmp_path}/file/ledger.db"\n')

        reload(server)

        assert ask(server).body == answer(amount=1)
        assert "event=reload-refused kept=previous\n    Traceback" in server.said()


def test_another_address_waits_for_a_restart(tmp_path: Path) -> None:
    with deployed(tmp_path) as server:
        (tmp_path / "instance" / "shopstat.toml").write_text("[server]\nport = 1\n")

        reload(server)

        assert ask(server).status == 200
        assert "WARNING event=restart-needed option=server.bind,server.port" in server.said()
