"""GET /stat over HTTP: the answer, its headers, and what it is when the same bytes are known."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.web.served import NORTH, SOUTH, served

STAT = "/stat?date=2026-11-21"
BODY = b'{"data":[{"user_id":"587-963","count":2,"revenue":1560.75,"gross_profit":0.00}]}'
ONE_MORE = "INSERT INTO calls VALUES ('2026-11-21 12:00:00', '698-963', 5);"
MANY_MORE = """
WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
INSERT INTO calls SELECT '2026-11-21 12:00:00', i || '-963', 5 FROM n;
"""


def change(folder: Path, statement: str) -> None:
    """Let the shop change its own database."""
    with closing(sqlite3.connect(folder / "north.db")) as connection:
        connection.executescript(statement)


def test_a_day_is_answered_with_these_headers_and_bytes(shared: FlaskClient) -> None:
    response = shared.get(STAT, auth=NORTH)
    headers = dict(response.headers)
    assert len(headers.pop("X-Request-Id")) == 32
    assert len(headers.pop("ETag").strip('"')) == 64
    headers.pop("Date", None)
    assert (response.status_code, response.data) == (200, BODY)
    assert headers == {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(BODY)),
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding",
        "Stat-Day": '2026-11-21; zone="Europe/Moscow"; state=in-progress',
        "X-Content-Type-Options": "nosniff",
    }


def test_head_has_the_headers_of_the_answer_and_no_body(shared: FlaskClient) -> None:
    whole, head = shared.get(STAT, auth=NORTH), shared.head(STAT, auth=NORTH)
    assert (head.status_code, head.data) == (200, b"")
    for header in ("Content-Type", "Content-Length", "ETag", "Stat-Day", "Cache-Control"):
        assert head.headers[header] == whole.headers[header]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-11-20", "complete"), ("2026-11-22", "future"), ("0001-01-01", "complete")],
)
def test_a_day_without_sales_is_an_empty_list(shared: FlaskClient, day: str, state: str) -> None:
    response = shared.get(f"/stat?date={day}", auth=NORTH)
    assert (response.status_code, response.data) == (200, b'{"data":[]}')
    assert response.headers["Stat-Day"] == f'{day}; zone="Europe/Moscow"; state={state}'


def test_a_shop_is_read_with_its_own_account_alone(shared: FlaskClient) -> None:
    for _ in range(2):
        assert shared.get(STAT, auth=NORTH).data == BODY
        assert shared.get(STAT + "&shop=north", auth=SOUTH).data == (
            b'{"data":[{"user_id":"111-222","count":2,"revenue":12.00,"gross_profit":0.00}]}'
        )


def test_other_parameters_are_ignored(shared: FlaskClient) -> None:
    assert shared.get(STAT + "&shop=south&page=2&Date=x", auth=NORTH).data == BODY


def test_a_range_is_ignored(shared: FlaskClient) -> None:
    response = shared.get(STAT, auth=NORTH, headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.data) == (200, BODY)


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_these_bytes_already_gets_304_and_no_body(shared: FlaskClient, known: str) -> None:
    etag = shared.get(STAT, auth=NORTH).headers["ETag"]
    response = shared.get(STAT, auth=NORTH, headers={"If-None-Match": known.format(etag)})
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_who_has_other_bytes_gets_the_answer(own: FlaskClient, tmp_path: Path) -> None:
    etag = own.get(STAT, auth=NORTH).headers["ETag"]
    change(tmp_path, "UPDATE calls SET amount = 1")
    response = own.get(STAT, auth=NORTH, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response.headers["ETag"] != etag
    assert own.get(STAT, auth=NORTH).headers["ETag"] == response.headers["ETag"]


def test_nobody_learns_without_a_login_whether_an_answer_changed(shared: FlaskClient) -> None:
    assert shared.get(STAT, headers={"If-None-Match": "*"}).status_code == 401


def test_a_large_answer_is_whole_and_its_length_right(own: FlaskClient, tmp_path: Path) -> None:
    change(
        tmp_path,
        "WITH RECURSIVE n AS (SELECT 100000 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 120000) "
        "INSERT INTO calls SELECT '2026-11-21 12:00:00', "
        "substr(i, 1, 3) || '-' || substr(i, 4), 1 FROM n",
    )
    with own.get(STAT, auth=NORTH) as response:
        assert len(response.data) == response.content_length > 1 << 20
        assert response.json is not None
        assert len(response.json["data"]) == 20_002
    with own.head(STAT, auth=NORTH) as head:
        assert (head.content_length, head.data) == (response.content_length, b"")
    known = {"If-None-Match": response.headers["ETag"]}
    with own.get(STAT, auth=NORTH, headers=known) as unchanged:
        assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_an_account_whose_shop_is_gone_is_told_so(own: FlaskClient, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "shopstat.db")) as ledger:
        ledger.execute("UPDATE accounts SET shop = 'gone' WHERE name = 'north'")
        ledger.commit()
    response = own.get(STAT, auth=NORTH)
    assert response.status_code == 403
    assert response.json is not None
    assert response.json["detail"] == (
        "this account's shop is not set up here (any more): ask the owner"
    )


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("ALTER TABLE calls RENAME TO away", "source-schema"),
        ("ALTER TABLE calls RENAME COLUMN amount TO away", "source-schema"),
    ],
)
def test_a_doubt_about_the_source_is_503_and_over_when_it_is_over(
    own: FlaskClient, tmp_path: Path, statement: str, fault: str
) -> None:
    change(tmp_path, statement)
    response = own.get(STAT, auth=NORTH)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json is not None
    assert response.json["type"] == f"/problems/{fault}"
    assert "amount" not in response.text
    assert own.get(STAT, auth=SOUTH).status_code == 200
    change(
        tmp_path,
        "ALTER TABLE calls RENAME COLUMN away TO amount"
        if "COLUMN" in statement
        else "ALTER TABLE away RENAME TO calls",
    )
    assert own.get(STAT, auth=NORTH).data == BODY


def test_a_database_put_in_place_of_the_open_one_is_read(own: FlaskClient, tmp_path: Path) -> None:
    own.get(STAT, auth=NORTH)
    (tmp_path / "south.db").rename(tmp_path / "north.db")
    assert b"111-222" in own.get(STAT, auth=NORTH).data


def test_a_database_that_is_gone_is_503_and_wrong_passwords_are_still_401(
    own: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "north.db").unlink()
    response = own.get(STAT, auth=NORTH)
    assert response.status_code == 503
    assert response.json is not None
    assert response.json["type"] == "/problems/source-unreachable"
    assert own.get(STAT, auth=("north", "wrong")).status_code == 401
    assert own.get("/stat?date=1", auth=NORTH).status_code == 400
    assert not (tmp_path / "north.db").exists()


def test_an_answer_asked_before_midnight_is_not_given_as_complete_after_it(tmp_path: Path) -> None:
    with served(tmp_path, "server.answers_kept_seconds = 60\n") as client:
        with time_machine.travel("2026-11-21T20:59:50Z", tick=False):
            before = client.get("/stat?date=2026-11-21", auth=NORTH)
        change(tmp_path, ONE_MORE)
        with time_machine.travel("2026-11-21T21:00:05Z", tick=False):
            after = client.get("/stat?date=2026-11-21", auth=NORTH)
    assert before.headers["Stat-Day"].endswith("state=in-progress")
    assert after.headers["Stat-Day"].endswith("state=complete")
    assert b"698-963" in after.data


def test_a_kept_answer_is_given_again_also_compressed(tmp_path: Path) -> None:
    with served(tmp_path, "server.answers_kept_seconds = 60\n") as client:
        change(tmp_path, MANY_MORE)
        plain = client.get("/stat?date=2026-11-21", auth=NORTH)
        change(tmp_path, ONE_MORE)
        packed = client.get(
            "/stat?date=2026-11-21", auth=NORTH, headers={"Accept-Encoding": "gzip"}
        )
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(packed.data) == plain.data
