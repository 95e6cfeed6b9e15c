"""A query that outlasts its deadline is stopped and told as 503, never as an empty list."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import make_url

from app.shops.source import TimeKind
from tests.databases.call_shop import HEAD, fill, shop_file
from tests.databases.call_table import Call
from tests.databases.installation import installed

DAY = date(2025, 9, 7)
CALLS = [Call(datetime(2025, 9, 7, 12, tzinfo=UTC), "id-123")]
OPTIONS = "[sources]\nquery_timeout_seconds = 1\n"

SLOW = {
    "sqlite": "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i FROM n) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(30)",
    "mysql": "SELECT sleep(30)",
}
SELECT = """
SELECT client_id FROM calls
WHERE at_utc >= :since AND at_utc < :until AND ({slow}) IS NOT NULL
"""
SELECT_SOURCE = """
[[source]]
name = "slow"
channel = "call"
select = "slow.sql"
time = { kind = "utc" }
"""


def test_a_slow_query_ends_in_503_and_leaves_the_others_alone(any_url: str, tmp_path: Path) -> None:
    fill(any_url, CALLS)
    _write_slow_select(tmp_path, any_url)
    shops = {
        "slow": HEAD.format(url=any_url) + SELECT_SOURCE,
        "quick": shop_file(any_url, TimeKind.UTC),
    }
    with installed(tmp_path, shops, OPTIONS) as shopstat:
        begun = time.monotonic()
        slow = shopstat.ask("slow", DAY)
        seconds = time.monotonic() - begun
        quick = shopstat.ask("quick", DAY)
    assert (slow.status_code, slow.get_json()["type"]) == (503, "/problems/source-deadline")
    assert slow.headers["Retry-After"] == "60"
    assert 1 <= seconds < 4
    assert quick.status_code == 200


def _write_slow_select(instance: Path, url: str) -> None:
    slow = SLOW[make_url(url).get_backend_name()]
    (instance / "shops").mkdir()
    (instance / "shops" / "slow.sql").write_text(SELECT.format(slow=slow), encoding="utf-8")
