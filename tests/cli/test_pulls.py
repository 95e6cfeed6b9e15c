"""The log of pulls on the command line, and the alarm that is built on it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from app.cli.main import main
from app.database.writing import open_writing, writing
from app.ledger.pulls import Pull, record
from config.settings import load_settings

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
SHOP = """
time_zone = "UTC"
currency = "RUB"
database = "sqlite:///north.db"
[[source]]
name = "calls"
channel = "call"
table = "calls"
time = { column = "called_at", kind = "utc" }
client_id = "client_id"
[[source]]
name = "store"
channel = "offline"
select = "store.sql"
time = { kind = "utc" }
"""
SELECT = "SELECT client_id FROM calls WHERE called_at >= :since AND called_at < :until"


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with the shop ``north``, which has not sold yet."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "north.toml").write_text(SHOP)
    (tmp_path / "shops" / "store.sql").write_text(SELECT)
    sell(tmp_path, [])
    run("upgrade")
    return tmp_path


def sell(instance: Path, moments: Sequence[datetime]) -> None:
    engine = create_engine(f"sqlite:///{instance / 'north.db'}")
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE IF NOT EXISTS calls (called_at TEXT, client_id TEXT)")
        )
        for moment in moments:
            values = {"at": f"{moment:%Y-%m-%d %H:%M:%S}"}
            connection.execute(text("INSERT INTO calls VALUES (:at, '587-963')"), values)
    engine.dispose()


def pulled(*recorded: Pull) -> None:
    engine = open_writing(load_settings().ledger_url)
    with writing(engine) as connection:
        record(connection, recorded)
    engine.dispose()


def an_answer(at: datetime, shop: str = "north") -> Pull:
    return Pull(at, "alytics", shop, "alytics", 200, 8, date(2026, 11, 20), None, 2, 3, 104050)


def a_refusal(at: datetime) -> Pull:
    return Pull(at, "alytics", "north", "alytics", 503, 9, None, "ledger-unavailable")


def run(*words: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output.splitlines()


def test_the_pulls_are_listed_newest_first() -> None:
    pulled(an_answer(NOON), a_refusal(NOON + HOUR))
    assert run("pulls") == (
        0,
        [
            "2026-11-21 13:00:00 UTC  alytics  north  alytics  no day  503 "
            "ledger-unavailable, 9 ms",
            "2026-11-21 12:00:00 UTC  alytics  north  alytics  2026-11-20  200 "
            "2 rows, 3 sales, 1040.50, 8 ms",
        ],
    )


def test_the_pulls_of_one_shop_are_listed_up_to_a_number() -> None:
    pulled(an_answer(NOON), an_answer(NOON, "south"), an_answer(NOON))
    status, lines = run("pulls", "--shop", "north", "--last", "1")
    assert (status, len(lines)) == (0, 1)


def test_an_empty_log_is_told() -> None:
    assert run("pulls") == (0, ["Nobody has asked yet."])


def test_all_is_well_while_platforms_ask() -> None:
    pulled(an_answer(NOW - 25 * HOUR))
    assert run("watch") == (0, ["All is well."])


def test_nobody_asking_is_an_alarm() -> None:
    pulled(an_answer(NOW - 27 * HOUR))
    status, lines = run("watch", "--asked-within", "26h", "--shop", "north")
    assert status == 1
    assert lines[0].startswith("north: nobody has asked since ")
    assert lines[0].endswith(f"the last answer: {NOW - 27 * HOUR:%Y-%m-%d %H:%M} UTC")


def test_asking_in_vain_is_an_alarm_too() -> None:
    pulled(a_refusal(NOW - HOUR))
    status, lines = run("watch", "--asked-within", "1d")
    assert status == 1
    assert lines[0].startswith("north: no question was answered since ")
    assert lines[0].endswith("see: shopstat pulls; the last: never")


def test_sources_that_sell_are_no_alarm(instance: Path) -> None:
    pulled(an_answer(NOW))
    sell(instance, [NOW - timedelta(minutes=5)])
    assert run("watch", "--sold-within", "1h") == (0, ["All is well."])


def test_sources_without_new_sales_are_an_alarm(instance: Path) -> None:
    pulled(an_answer(NOW))
    sell(instance, [NOW - 100 * HOUR])
    status, lines = run("watch", "--sold-within", "3d")
    assert status == 1
    assert [line.partition(" since")[0] for line in lines] == [
        "north/calls: no sale",
        "north/store: no sale",
    ]


def test_a_shop_that_cannot_be_asked_is_an_alarm(instance: Path) -> None:
    pulled(an_answer(NOW))
    (instance / "north.db").unlink()
    status, lines = run("watch", "--sold-within", "3d")
    assert status == 1
    assert lines[0].startswith("north: source-unreachable")


@pytest.mark.parametrize("span", ["26", "0h", "1w", "-3d", "٣h"])
def test_a_span_is_hours_or_days(span: str) -> None:
    assert run("watch", "--asked-within", span)[0] == 2


def test_a_guard_without_marks_says_so() -> None:
    assert run("guard", "list") == (0, ["No source was asked yet."])
