"""A database tells which platform it belongs to; what it does not say is not guessed."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.database.driver import Limits
from app.database.reading import Reader
from app.shops.detection import Candidate, detect, missing_columns
from app.shops.preset_file import read_preset
from tests.shops.a_preset import a_preset_folder
from tests.shops_made import execute

ORDERS = "CREATE TABLE {}orders (ID int, Status text, sold_at text, note text)"
SETTINGS = "CREATE TABLE {}settings (name text, word text)"


@pytest.fixture(params=["sqlite_url", "mariadb_url"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    return a_preset_folder(tmp_path / "presets") / "kiosk"


def found(url: str, kiosk: Path) -> list[Candidate]:
    reader = Reader(url, Limits())
    try:
        return reader.read(lambda session: detect(session, [read_preset(kiosk)]))
    finally:
        reader.forget_sessions()


def a_kiosk(url: str, prefix: str, **settings: str) -> None:
    execute(url, ORDERS.format(prefix), SETTINGS.format(prefix))
    for name, word in settings.items():
        execute(url, f"INSERT INTO {prefix}settings VALUES ('{name}', '{word}')")  # noqa: S608


def test_a_platform_is_found_with_what_its_settings_say(url: str, kiosk: Path) -> None:
    a_kiosk(url, "my_", time_zone="Asia/Omsk", statuses='["paid", "done"]', closed="no")

    (candidate,) = found(url, kiosk)

    assert candidate.options == {"prefix": "my_", "statuses": ("paid", "done")}
    assert (candidate.time_zone, candidate.currency) == ("Asia/Omsk", None)
    assert candidate.sources == ("phone",)
    assert candidate.reasons == (
        "it has the tables my_orders",
        "its own setting gives time_zone: Asia/Omsk",
        "its own setting gives statuses: paid, done",
    )
    assert candidate.doubts == ()


def test_a_platform_installed_twice_is_found_twice(url: str, kiosk: Path) -> None:
    a_kiosk(url, "b_")
    a_kiosk(url, "")

    assert [each.options["prefix"] for each in found(url, kiosk)] == ["b_", ""]


def test_a_setting_that_cannot_be_read_is_a_doubt(url: str, kiosk: Path) -> None:
    execute(url, ORDERS.format("k_"))

    (candidate,) = found(url, kiosk)

    assert candidate.options == {"prefix": "k_"}
    assert [doubt.split(":")[0] for doubt in candidate.doubts] == ["the login cannot read"] * 3


@pytest.mark.parametrize(
    ("settings", "doubt"),
    [
        ({"zone": "Mars/Base"}, "no known time zone: Mars/Base"),
        ({"zone": "Asia/Omsk", "time_zone": "UTC"}, "time_zone has several values: "),
        ({"statuses": "paid, done"}, "no JSON is: SELECT word FROM k_settings"),
        ({"statuses": "[null]"}, "neither text nor a whole number: None"),
        ({"statuses": '{"5": true}'}, "neither text nor a whole number: {'5': True}"),
    ],
)
def test_a_setting_without_sense_is_a_doubt(
    settings: dict[str, str], doubt: str, url: str, kiosk: Path
) -> None:
    a_kiosk(url, "k_", **settings)

    (candidate,) = found(url, kiosk)

    assert [each[: len(doubt)] for each in candidate.doubts] == [doubt]
    assert candidate.options == {"prefix": "k_"}


def test_a_setting_may_speak_against_a_platform(url: str, kiosk: Path) -> None:
    a_kiosk(url, "k_", closed="yes")

    assert found(url, kiosk) == []


def test_a_table_that_lacks_a_column_is_of_no_platform(url: str, kiosk: Path) -> None:
    execute(url, "CREATE TABLE k_orders (id int)")

    assert found(url, kiosk) == []


def test_a_preset_says_which_columns_a_database_lacks(kiosk: Path) -> None:
    (source,) = read_preset(kiosk).sources

    assert missing_columns({"k_orders": frozenset({"id", "STATUS"})}, source, {"prefix": "k_"}) == {
        "k_orders": ["sold_at"]
    }
    assert missing_columns({}, source, {"prefix": ""}) == {"orders": ["id", "status", "sold_at"]}


def test_a_column_that_the_shop_has_yet_to_name_cannot_be_missing(kiosk: Path) -> None:
    (source,) = read_preset(kiosk).sources
    named = replace(source, tables={"orders": ("{column}",), "{column}s": ("id",)})

    assert missing_columns({"orders": frozenset({"id"})}, named, {}) == {}
    assert missing_columns({"orders": frozenset({"id"})}, named, {"column": "note"}) == {
        "orders": ["note"],
        "notes": ["id"],
    }
