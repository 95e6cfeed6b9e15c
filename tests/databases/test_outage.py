"""A database that is down or silent is told as 503, and answers again without a restart of ours."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

from app.shops.source import TimeKind
from tests.databases.call_shop import fill, shop_file
from tests.databases.call_table import Call
from tests.databases.installation import installed
from tests.databases.servers import PrivateServer

DAY = date(2025, 9, 7)
CALLS = [Call(datetime(2025, 9, 7, 12, tzinfo=UTC), "id-123")]
ANSWER = b'{"data":[{"user_id":"id-123","count":1,"revenue":100.00,"gross_profit":0.00}]}'
OPTIONS = "[sources]\nconnect_timeout_seconds = 1\nquery_timeout_seconds = 1\n"


def test_a_stopped_server_is_503_and_recovers_by_itself(
    any_server: PrivateServer, tmp_path: Path
) -> None:
    with any_server.database() as url:
        fill(url, CALLS)
        with installed(tmp_path, {"shop": shop_file(url, TimeKind.UTC)}, OPTIONS) as shopstat:
            before = shopstat.answer("shop", DAY)
            any_server.stop(immediate=True)
            down = shopstat.ask("shop", DAY)
            any_server.start()
            after = shopstat.answer("shop", DAY)
    assert (down.status_code, down.headers["Retry-After"]) == (503, "60")
    assert down.get_json()["type"] == "/problems/source-unreachable"
    assert (before, after) == (ANSWER, ANSWER)


def test_a_server_restarted_between_two_questions_is_not_noticed(
    any_server: PrivateServer, tmp_path: Path
) -> None:
    with any_server.database() as url:
        fill(url, CALLS)
        with installed(tmp_path, {"shop": shop_file(url, TimeKind.UTC)}, OPTIONS) as shopstat:
            before = shopstat.answer("shop", DAY)
            any_server.stop(immediate=True)
            any_server.start()
            after = shopstat.answer("shop", DAY)
    assert (before, after) == (ANSWER, ANSWER)


def test_a_silent_server_is_503_within_the_deadline_and_recovers_by_itself(
    any_server: PrivateServer, tmp_path: Path
) -> None:
    with any_server.database() as url:
        fill(url, CALLS)
        with installed(tmp_path, {"shop": shop_file(url, TimeKind.UTC)}, OPTIONS) as shopstat:
            before = shopstat.answer("shop", DAY)
            with any_server.paused():
                begun = time.monotonic()
                known, new = shopstat.ask("shop", DAY), shopstat.ask("shop", DAY)
                seconds = time.monotonic() - begun
            after = shopstat.answer("shop", DAY)
    assert (known.status_code, new.status_code) == (503, 503)
    assert (known.headers["Retry-After"], new.headers["Retry-After"]) == ("60", "60")
    assert seconds < 8
    assert (before, after) == (ANSWER, ANSWER)
