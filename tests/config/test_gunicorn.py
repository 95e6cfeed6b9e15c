"""gunicorn's configuration."""

import subprocess
import sys
from pathlib import Path

import pytest
from gunicorn.config import Config, make_settings  # type: ignore[import-untyped] # it ships no types

import config
from config import in_force, metrics_folder
from config.log_lines import ServerLog

FILE = Path(config.__file__).parent / "gunicorn.py"
STRICT = {
    "casefold_http_method": False,
    "header_map": "drop",
    "http_protocols": ["h1"],
    "permit_obsolete_folding": False,
    "permit_unconventional_http_method": False,
    "permit_unconventional_http_version": False,
    "proxy_protocol": "off",
    "strip_header_spaces": False,
    "limit_request_field_size": 8190,
    "limit_request_fields": 100,
    "limit_request_line": 4094,
}


def values(instance: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(instance))
    monkeypatch.setattr(in_force, "_latest", None)
    monkeypatch.setattr(metrics_folder, "make_metrics_folder", lambda: None)
    namespace: dict[str, object] = {}
    exec(compile(FILE.read_text(encoding="utf-8"), FILE, "exec"), namespace)  # noqa: S102 as gunicorn does
    known = make_settings()
    return {name: value for name, value in namespace.items() if name in known}


def test_it_takes_the_settings_of_the_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shopstat.toml").write_text('[server]\nbind = "::1"\nport = 80\nworkers = 3\n')

    found = values(tmp_path, monkeypatch)

    assert (found["bind"], found["workers"], found["threads"]) == ("[::1]:80", 3, 8)


def test_every_name_is_one_of_gunicorns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert values(tmp_path, monkeypatch).keys() >= {
        "accesslog",
        "control_socket_disable",
        "forwarded_allow_ips",
        "forwarder_headers",
        "graceful_timeout",
        "limit_request_field_size",
        "limit_request_fields",
        "limit_request_line",
        "logger_class",
        "on_starting",
        "proc_name",
        "timeout",
        "worker_class",
        "worker_tmp_dir",
        "wsgi_app",
    }


def test_whoever_is_being_answered_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shopstat.toml").write_text("sources.query_timeout_seconds = 600\n")

    assert values(tmp_path, monkeypatch)["graceful_timeout"] == 620


def test_no_access_line_is_collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gunicorns = Config()
    for name, value in values(tmp_path, monkeypatch).items():
        gunicorns.set(name, value)

    assert gunicorns.logger_class is ServerLog
    assert not (gunicorns.accesslog or gunicorns.logconfig_dict)


def test_gunicorn_reads_requests_as_strictly_as_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gunicorns = Config()
    for name, value in values(tmp_path, monkeypatch).items():
        gunicorns.set(name, value)

    assert {name: getattr(gunicorns, name) for name in STRICT} == STRICT
    assert not gunicorns.forwarded_allow_ips
    assert not gunicorns.forwarder_headers


def test_a_wrong_configuration_stops_the_start_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "shopstat.toml").write_text("[server]\nport = 0\n")

    started = subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-m", "gunicorn", "--config", str(FILE)],
        env={"SHOPSTAT_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert started.returncode == 1
    assert started.stderr == (
        f"{tmp_path}/shopstat.toml: server.port = 0: "
        "write a whole number from 1 to 65535, without quotes: port to listen on\n"
    )
