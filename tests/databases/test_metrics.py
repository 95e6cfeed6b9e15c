"""/metrics: figures for a monitoring system on this machine, and for nobody else."""

import importlib.util
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from app.shops.source import TimeKind
from tests.databases.call_shop import fill, shop_file
from tests.databases.call_table import Call
from tests.databases.installation import Installation, installed, running

DAY = date(2024, 9, 7)
NOON = datetime(2024, 9, 7, 12, tzinfo=UTC)


@pytest.fixture
def instance(sqlite_url: str, tmp_path: Path) -> Path:
    """The instance of the shop ``shop``."""
    fill(sqlite_url, [Call(NOON, "id-123")])
    with installed(tmp_path, {"shop": shop_file(sqlite_url, TimeKind.UTC)}):
        return tmp_path


@pytest.fixture
def shopstat(instance: Path) -> Iterator[Installation]:
    with running(instance) as shopstat:
        yield shopstat


def figures(shopstat: Installation) -> dict[str, str]:
    """The samples by name and labels, without the buckets."""
    lines = shopstat.get("/metrics").text.splitlines()
    samples = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: value for name, _, value in samples if not re.search("_bucket|_created", name)}


def test_answers_and_refusals_are_counted(shopstat: Installation) -> None:
    shopstat.answer("shop", DAY)
    shopstat.answer("shop", DAY)
    shopstat.get("/stat?date=2024-09-07")
    shopstat.get("/nowhere")
    found = figures(shopstat)
    assert found.pop('shopstat_request_seconds_sum{platform="alytics"}')
    assert found == {
        'shopstat_requests_total{platform="alytics",status="200"}': "2.0",
        'shopstat_requests_total{platform="alytics",status="401"}': "1.0",
        'shopstat_request_seconds_count{platform="alytics"}': "3.0",
        'shopstat_refusals_total{problem="unauthorized"}': "1.0",
        'shopstat_refusals_total{problem="not-found"}': "1.0",
        f'shopstat_build_info{{version="{version("shopstat")}"}}': "1.0",
    }


def test_what_the_ledger_knows_outlives_the_server(instance: Path) -> None:
    with running(instance) as first:
        first.answer("shop", DAY)
    with running(instance) as second:
        found = figures(second)
    assert found.pop('shopstat_last_answer_timestamp_seconds{shop="shop"}')
    assert found == {
        f'shopstat_build_info{{version="{version("shopstat")}"}}': "1.0",
        'shopstat_newest_sale_timestamp_seconds{shop="shop",source="calls"}': "1.7257104e+09",
        'shopstat_source_shrunk{shop="shop",source="calls"}': "0.0",
    }


def test_without_its_ledger_the_server_still_tells_its_own_figures(
    instance: Path, shopstat: Installation
) -> None:
    shopstat.answer("shop", DAY)
    (instance / "shopstat.db").write_bytes(b"no database")
    assert figures(shopstat)['shopstat_requests_total{platform="alytics",status="200"}'] == "1.0"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.1"}},
        {"environ_base": {"REMOTE_ADDR": ""}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"X-Forwarded-Proto": "https"}},
        {"headers": {"x-forwarded-host": "stat.example.com"}},
        {"headers": {"Via": "1.1 proxy"}},
        {"headers": {"Host": "stat.example.com"}},
        {"headers": {"Host": "192.0.2.1:8080"}},
        {"headers": {"Host": "127.0.0.1.example.com"}},
        {"environ_overrides": {"SERVER_PROTOCOL": "HTTP/1.0"}},
    ],
)
def test_who_comes_from_elsewhere_is_told_that_there_is_nothing(
    elsewhere: dict[str, dict[str, str]], shopstat: Installation
) -> None:
    nothing = shopstat.get("/nowhere", **elsewhere)
    refused = shopstat.get("/metrics", **elsewhere)
    assert (refused.status_code, refused.text) == (404, nothing.text)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080"])
def test_a_monitor_on_this_machine_is_told(host: str, shopstat: Installation) -> None:
    assert shopstat.get("/metrics", headers={"Host": host}).status_code == 200


def test_they_are_plain_text_of_prometheus_and_never_kept(shopstat: Installation) -> None:
    response = shopstat.get("/metrics")
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"


def test_without_the_library_the_cure_is_told(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name: None if name == "prometheus_client" else find(name),
    )
    with running(instance) as shopstat:
        shopstat.answer("shop", DAY)
        missing = shopstat.get("/metrics")
    assert missing.status_code == 404
    assert "pip install 'shopstat[metrics]'" in missing.get_json()["detail"]
