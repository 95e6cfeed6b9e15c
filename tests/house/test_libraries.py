"""The libraries: deployed as they were tested, known by their hashes, without the known holes."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from configparser import ConfigParser
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.pages import ROOT

DEPLOYED = ("postgres", "mysql", "metrics", "excel")
LOCK = (ROOT / "config" / "requirements.lock").read_text(encoding="utf-8")
TESTED = (ROOT / "config" / "constraints.txt").read_text(encoding="utf-8")
# The first versions without a hole that would be ours too: request smuggling in gunicorn
# (CVE-2024-1135, CVE-2024-6827), answers kept for others in Flask (CVE-2026-27205), the sandbox of
# Jinja (CVE-2025-27516).
SAFE_SINCE = {"gunicorn": "23", "werkzeug": "3.1.6", "flask": "3.1.3", "jinja2": "3.1.6"}


def pins(text: str) -> dict[str, Version]:
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in found}


def declared(*extras: str) -> list[Requirement]:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    texts = [setup["options"]["install_requires"]]
    texts += [setup["options.extras_require"][extra] for extra in extras]
    return [Requirement(line) for text in texts for line in text.split("\n") if line]


def needed(requirements: Iterable[Requirement], known: set[str]) -> Iterator[str]:
    """Name what the requirements need on this machine, and what those need in turn."""
    for each in requirements:
        name = canonicalize_name(each.name)
        key = str(each.extras or "") + name
        if key in known:
            continue
        known.add(key)
        yield name
        inner = map(Requirement, requires(name) or ())
        yield from needed([one for one in inner if _holds(one, each.extras)], known)


def _holds(requirement: Requirement, extras: Iterable[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": each}) for each in ("", *extras))


def test_what_is_deployed_is_what_was_tested() -> None:
    assert pins(LOCK).items() <= pins(TESTED).items()


def test_all_that_serving_needs_is_locked() -> None:
    assert set(needed(declared(*DEPLOYED), set())) - pins(LOCK).keys() == set()


def test_every_library_that_is_deployed_is_known_by_its_hashes() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    unknown = [each for each in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", each)]

    assert len(entries) == len(pins(LOCK)) > len(declared(*DEPLOYED))
    assert unknown == []


@pytest.mark.parametrize("text", [LOCK, TESTED], ids=["lock", "constraints"])
def test_no_file_says_where_libraries_come_from(text: str) -> None:
    assert re.findall(r"://|^ *--(?!hash=)", text, re.MULTILINE) == []


@pytest.mark.parametrize(("name", "version"), SAFE_SINCE.items())
def test_no_version_with_a_known_hole_may_be_installed(name: str, version: str) -> None:
    (requirement,) = (each for each in declared() if each.name == name)
    (floor,) = (Version(each.version) for each in requirement.specifier if each.operator == ">=")

    assert floor >= Version(version)
    assert pins(LOCK)[name] >= floor


def test_the_container_installs_from_the_lock() -> None:
    dockerfile = (ROOT / "deploy" / "docker" / "Dockerfile").read_text(encoding="utf-8")
    (extras,) = re.findall(r"--no-deps '\.\[([\w,]+)\]'", dockerfile)

    assert tuple(extras.split(",")) == DEPLOYED
    assert re.search(r"--require-hashes[ \\\n]+--requirement config/requirements.lock", dockerfile)


@pytest.mark.skipif(find_spec("cyclonedx_py") is None, reason="cyclonedx-bom is not installed")
def test_the_bill_of_materials_is_valid_and_names_every_library(tmp_path: Path) -> None:
    bill = tmp_path / "sbom.json"
    variables = {"$(BIN)": str(Path(sys.executable).parent), "$(LOCK)": "config/requirements.lock"}
    command = [*recipe_of("sbom", {**variables, "build/sbom.json": str(bill)}), "--validate"]

    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 that of our Makefile

    assert made.returncode == 0, made.stderr
    document = json.loads(bill.read_text(encoding="utf-8"))
    assert document["bomFormat"] == "CycloneDX"
    assert {
        canonicalize_name(each["name"]): Version(each["version"]) for each in document["components"]
    } == pins(LOCK)


def recipe_of(target: str, variables: Mapping[str, str]) -> list[str]:
    """Return the last command of a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (lines,) = re.findall(rf"^{target}:.*\n((?:\t.+\n)+)", makefile, re.MULTILINE)
    command = lines.splitlines()[-1]
    for name, value in variables.items():
        command = command.replace(name, value)
    return shlex.split(command)
