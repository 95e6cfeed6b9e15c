"""One story on every database: the same sales give the same bytes, whatever keeps them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from tests.databases.call_shop import call_shops, kinds
from tests.databases.call_table import Call
from tests.databases.servers import PrivateServer

# The day has 23 hours: it begins at 01:00, when the clocks go forward.
DAY = date(2025, 9, 7)
MORNING = datetime(2025, 9, 7, 12, 30, tzinfo=UTC)
FIRST_SECOND = datetime(2025, 9, 7, 4, tzinfo=UTC)
LAST_SECOND = datetime(2025, 9, 8, 2, 59, 59, tzinfo=UTC)
THE_DAY_BEFORE = datetime(2025, 9, 7, 3, 59, 59, tzinfo=UTC)
THE_DAY_AFTER = datetime(2025, 9, 8, 3, tzinfo=UTC)

CALLS = (
    Call(FIRST_SECOND, "AB-123", Decimal("0.10")),
    Call(LAST_SECOND, "AB-123", Decimal("0.20"), status="done"),
    Call(MORNING, "Ab-123", Decimal("1.005"), cost=Decimal("0.505")),
    Call(MORNING, "Ab-123", Decimal("1.005")),
    Call(MORNING, "ab-123", Decimal("99999999999.99")),
    Call(MORNING, "ab-123 ", Decimal("-0.005")),
    Call(MORNING, "ab-123", Decimal("7.00"), status="cancelled"),
    Call(MORNING, "ab-123", Decimal("7.00"), status="PAID "),
    Call(MORNING, None),
    Call(MORNING, "  "),
    Call(MORNING, "NULL"),
    Call(THE_DAY_BEFORE, "ab-123"),
    Call(THE_DAY_AFTER, "ab-123"),
)

ANSWER = (
    b'{"data":['
    b'{"user_id":"AB-123","count":2,"revenue":0.30,"gross_profit":0.00},'
    b'{"user_id":"Ab-123","count":2,"revenue":2.02,"gross_profit":0.50},'
    b'{"user_id":"ab-123","count":2,"revenue":99999999999.98,"gross_profit":0.00}'
    b"]}"
)


def test_every_kind_of_time_gives_the_same_bytes(any_url: str, tmp_path: Path) -> None:
    with call_shops(tmp_path, any_url, CALLS) as shopstat:
        answers = {kind: shopstat.answer(kind, DAY) for kind in kinds(any_url)}
    assert answers == dict.fromkeys(kinds(any_url), ANSWER)


def test_a_day_without_calls_is_an_empty_list(any_url: str, tmp_path: Path) -> None:
    with call_shops(tmp_path, any_url, CALLS) as shopstat:
        answers = {kind: shopstat.answer(kind, date(1999, 1, 1)) for kind in kinds(any_url)}
    assert answers == dict.fromkeys(kinds(any_url), b'{"data":[]}')


def test_the_zone_of_the_server_changes_nothing(any_server: PrivateServer, tmp_path: Path) -> None:
    with any_server.database() as url, call_shops(tmp_path, url, CALLS) as shopstat:
        answers = {kind: shopstat.answer(kind, DAY) for kind in kinds(url)}
    assert answers == dict.fromkeys(kinds(url), ANSWER)
