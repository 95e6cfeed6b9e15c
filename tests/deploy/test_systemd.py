"""The shipped unit: right for systemd, tight, and true to the server's own settings."""

import re
import shutil
import subprocess
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.cli.main import main
from config.settings import load_settings

SHIPPED = Path(__file__).parents[2] / "deploy" / "systemd" / "shopstat.service"
PROGRAMS = "/opt/shopstat/.venv/bin"
MOST_EXPOSURE = 20  # tenths; below 2.0 systemd-analyze calls a service OK and smiles


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with programs that are there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("the unit was not verified: apt-get install systemd")
    for name in ("shopstat", "python"):
        (tmp_path / name).symlink_to("/bin/true")
    unit = tmp_path / SHIPPED.name
    unit.write_text(SHIPPED.read_text().replace(PROGRAMS, str(tmp_path)))
    return unit


def analyze(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603 our own arguments
        ["systemd-analyze", *arguments],  # noqa: S607 wherever it is
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr


def values() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in re.findall(r"^(\w+)=(.*)$", SHIPPED.read_text(), re.MULTILINE):
        found[name].append(value)
    return found


def test_systemd_understands_all_of_it(unit: Path) -> None:
    assert analyze("verify", str(unit)) == (0, "")


def test_the_service_is_exposed_to_little(unit: Path) -> None:
    status, _ = analyze(
        "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", "--no-pager", str(unit)
    )

    assert status == 0


def test_what_it_runs_is_there() -> None:
    assert values()["ExecStart"] == [f"{PROGRAMS}/shopstat serve"]
    assert "serve" in main.commands
    assert values()["ExecReload"][0] == f"{PROGRAMS}/python -P -m config.gunicorn"
    assert find_spec("config.gunicorn") is not None


def test_it_waits_longer_for_the_end_than_gunicorn_does(tmp_path: Path) -> None:
    (seconds,) = values()["TimeoutStopSec"]

    assert int(seconds) > load_settings(tmp_path, {}).query_timeout_seconds + 20


def test_what_is_too_large_for_the_memory_goes_to_a_disk() -> None:
    assert values()["Environment"][1:] == ["TMPDIR=/var/tmp"]
    assert values()["PrivateTmp"] == ["yes"]


def test_the_instance_is_the_state_that_it_may_write() -> None:
    assert values()["Environment"][0] == "SHOPSTAT_INSTANCE=/var/lib/shopstat"
    assert values()["StateDirectory"] == ["shopstat"]
    assert values()["ProtectSystem"] == ["strict"]
