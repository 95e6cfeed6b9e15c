"""The command shopstat: its commands, their help, and what trouble looks like."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app.cli.main import main


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    return tmp_path


def test_the_commands_come_in_the_order_of_first_steps() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output.split("Commands:\n")[1]

    assert re.findall(r"^  (\w+)  ", shown, re.MULTILINE) == [
        "init",
        "presets",
        "demo",
        "serve",
        "stat",
        "unmatched",
        "import",
        "export",
        "check",
        "account",
        "pulls",
        "watch",
        "guard",
        "ledger",
        "upgrade",
    ]


@pytest.mark.parametrize("path", [*commands(main)], ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*path, "--help"])

    assert shown.exit_code == 0
    assert re.search(rf"Examples?:\n +shopstat {' '.join(path)}", shown.output)


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"shopstat \d+\.\d+\.\d+\n", CliRunner().invoke(main, ["--version"]).output)


@pytest.mark.parametrize("wrong", [["nonsense"], ["serve", "--port", "0"], ["stat"]])
def test_wrong_use_has_status_2(wrong: list[str]) -> None:
    assert CliRunner().invoke(main, wrong).exit_code == 2


def test_trouble_is_told_in_one_message_with_status_1(instance: Path) -> None:
    (instance / "shopstat.toml").write_text("[server]\nport = 0\nworkers = 0\n")

    failed = CliRunner().invoke(main, ["account", "list"])

    assert failed.exit_code == 1
    assert failed.stderr.splitlines() == [
        f"Error: {instance}/shopstat.toml: server.port = 0: "
        "write a whole number from 1 to 65535, without quotes: port to listen on",
        f"{instance}/shopstat.toml: server.workers = 0: "
        "write a whole number from 1 to 64, without quotes: processes that answer",
    ]


def test_a_bug_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def broken() -> None:
        raise KeyError("a bug")

    monkeypatch.setitem(main.commands, "broken", broken)

    assert isinstance(CliRunner().invoke(main, ["broken"]).exception, KeyError)


def test_a_closed_pipe_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def piped() -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setitem(main.commands, "piped", piped)
    ended = CliRunner().invoke(main, ["piped"])

    assert (ended.exit_code, ended.stderr) == (1, "")
