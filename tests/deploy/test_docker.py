"""The shipped container files: what they name is there. No engine runs them here."""

import re
import shlex
import tomllib
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.cli.main import main
from app.factory import create_app
from config.settings import Settings, load_settings

CHECKOUT = Path(__file__).parents[2]
FOLDER = CHECKOUT / "deploy" / "docker"
INSTANCE = "/var/lib/shopstat"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())


def instructions(name: str) -> list[str]:
    """Return what follows each instruction of this name in the Dockerfile."""
    text = (FOLDER / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.split(" ", 1)[1].strip() for line in text.splitlines() if line.startswith(name)]


def test_what_is_copied_is_there_and_is_not_ignored() -> None:
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    copied = [
        source
        for line in instructions("COPY")
        if not line.startswith("--from")
        for source in shlex.split(line)[:-1]
    ]

    assert [source for source in copied if not (CHECKOUT / source).exists()] == []
    assert {f"!{source}" for source in copied} == {each for each in ignored if each[0] == "!"}


def test_what_is_installed_is_offered() -> None:
    setup = ConfigParser()
    setup.read(CHECKOUT / "setup.cfg")
    (extras,) = re.findall(r"'\.\[([\w,]+)\]'", (FOLDER / "Dockerfile").read_text())

    assert set(extras.split(",")) <= set(setup["options.extras_require"])
    assert (CHECKOUT / "config" / "constraints.txt").is_file()


def test_it_runs_as_a_user_of_its_own() -> None:
    assert instructions("USER") == ["shopstat"]


def test_it_serves_its_instance_at_the_port_that_is_told(tmp_path: Path) -> None:
    port = str(load_settings(tmp_path, {}).port)

    assert f"SHOPSTAT_INSTANCE={INSTANCE}" in instructions("ENV")[0]
    assert instructions("VOLUME") == [INSTANCE]
    assert instructions("EXPOSE") == [port]
    assert instructions("CMD") == ['["serve", "--bind", "0.0.0.0"]']
    assert f"127.0.0.1:{port}/healthz" in instructions("HEALTHCHECK")[0]
    assert COMPOSE["services"]["shopstat"]["ports"] == [f"127.0.0.1:{port}:{port}"]


def test_the_health_that_is_asked_for_is_answered(tmp_path: Path) -> None:
    assert create_app(load_settings(tmp_path, {})).test_client().get("/healthz").status_code == 200


@pytest.mark.parametrize("service", ["shopstat", "upgrade"])
def test_our_services_run_a_command_and_have_no_rights(service: str) -> None:
    ours = COMPOSE["services"][service]

    assert ours.get("command", ["serve"])[0] in main.commands
    assert ours["read_only"] is True
    assert ours["cap_drop"] == ["ALL"]
    assert ours["security_opt"] == ["no-new-privileges:true"]


def test_what_is_too_large_for_the_memory_goes_to_a_disk() -> None:
    ours = COMPOSE["services"]["shopstat"]

    assert "TMPDIR=/var/tmp" in (FOLDER / "Dockerfile").read_text()
    assert "spills:/var/tmp" in ours["volumes"]
    assert ours["tmpfs"] == ["/tmp"]  # noqa: S108 that one is memory


def test_every_service_secret_volume_and_file_that_is_named_is_there() -> None:
    for service in COMPOSE["services"].values():
        assert set(service.get("depends_on", ())) <= set(COMPOSE["services"])
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (FOLDER / source).is_file()
        if build := service.get("build"):
            assert (FOLDER / build["context"]).resolve() == CHECKOUT
            assert (CHECKOUT / build["dockerfile"]).is_file()


def test_secrets_are_files_that_are_not_shipped() -> None:
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
    assert not (FOLDER / "secrets").exists()


def test_its_options_are_options_and_the_ledger_is_the_secret(tmp_path: Path) -> None:
    text = (FOLDER / "shopstat.toml").read_text()
    secret = tomllib.loads(text)["ledger"]["url_file"]
    (tmp_path / "url").write_text("postgresql://shopstat:secret@ledger/shopstat\n")
    (tmp_path / "shopstat.toml").write_text(text.replace(secret, "url"))

    settings: Settings = load_settings(tmp_path, {})

    assert secret == "/run/secrets/ledger_url"
    assert settings.ledger_url == "postgresql+psycopg://shopstat:secret@ledger/shopstat"
    assert (settings.bind, settings.trusted_proxies) == ("0.0.0.0", 1)  # noqa: S104 a container's
