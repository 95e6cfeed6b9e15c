"""Whose word counts for where a request comes from: that of the proxies that are configured."""

import logging
from pathlib import Path

import pytest

from app.factory import create_app
from config.settings import load_settings

FORGED = "203.0.113.9"


def peer(instance: Path, caplog: pytest.LogCaptureFixture, proxies: int, forwarded_for: str) -> str:
    """Return the address that is logged for a request that 198.51.100.7 hands over."""
    (instance / "shopstat.toml").write_text(f"server.trusted_proxies = {proxies}\n")
    client = create_app(load_settings(instance, {})).test_client()
    with caplog.at_level(logging.INFO, "shopstat.request"):
        client.get(
            "/healthz",
            headers={"X-Forwarded-For": forwarded_for},
            environ_base={"REMOTE_ADDR": "198.51.100.7"},
        )
    (word,) = (word for word in caplog.messages[-1].split() if word.startswith("peer="))
    return word.removeprefix("peer=")


@pytest.mark.parametrize(
    ("proxies", "forwarded_for", "logged"),
    [
        (0, FORGED, "198.51.100.7"),
        (1, "192.0.2.5", "192.0.2.5"),
        (1, f"{FORGED}, 192.0.2.5", "192.0.2.5"),
        (2, f"{FORGED}, 192.0.2.5, 192.0.2.80", "192.0.2.5"),
        (2, FORGED, "198.51.100.7"),
    ],
)
def test_only_what_the_proxies_added_counts(
    proxies: int,
    forwarded_for: str,
    logged: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert peer(tmp_path, caplog, proxies, forwarded_for) == logged
