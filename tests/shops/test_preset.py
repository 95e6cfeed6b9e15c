"""A preset: read strictly from its folder, filled by a shop's file, turned into sources."""

from pathlib import Path
from typing import Any

import pytest

from app.sales.channel import Channel
from app.shops.faults import Misconfigured
from app.shops.preset_file import preset_names, read_preset
from app.shops.shop_file import read_shop
from app.shops.source import SelectSource, TimeKind
from tests.shops.a_preset import SQL, TOML, a_preset_folder, a_shop_document

SURVEY = """
[[survey]]
of = "statuses"
select = "SELECT 1"
"""
HOLDS = "options.statuses.holds_client_id"


@pytest.fixture
def presets(tmp_path: Path) -> Path:
    return a_preset_folder(tmp_path / "presets")


def preset_faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(Misconfigured) as raised:
        read_preset(folder / "kiosk")
    return [(fault.key, fault.cure) for fault in raised.value.faults]


def shop_faults(document: dict[str, Any], presets: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(Misconfigured) as raised:
        read_shop("main", document, presets / "main.toml", presets)
    return [(fault.key, fault.value, fault.cure) for fault in raised.value.faults]


def test_a_preset_becomes_sources_with_names_written_and_values_bound(presets: Path) -> None:
    document = a_shop_document(prefix="shop7_", statuses=["paid", "it's; done"], time_kind="utc")

    shop = read_shop("main", document, presets / "main.toml", presets)

    assert shop.sources == (
        SelectSource(
            "phone",
            Channel.CALL,
            "SELECT note AS client_id FROM shop7_orders\n"
            "WHERE sold_at >= :since AND sold_at < :until"
            " AND status IN (:statuses_1, :statuses_2) AND currency = :currency",
            TimeKind.UTC,
            {"statuses_1": "paid", "statuses_2": "it's; done", "currency": "RUB"},
        ),
    )


def test_an_empty_list_equals_nothing(presets: Path) -> None:
    shop = read_shop("main", a_shop_document(statuses=[]), presets / "main.toml", presets)

    (source,) = shop.sources
    assert isinstance(source, SelectSource)
    assert "status IN (NULL)" in source.select
    assert source.values == {"currency": "RUB"}


def test_own_sources_may_stand_beside_a_preset(presets: Path) -> None:
    till = {
        "name": "till",
        "channel": "offline",
        "table": "till",
        "time": {"column": "at", "kind": "utc"},
        "client_id": "note",
    }

    shop = read_shop("main", a_shop_document() | {"source": [till]}, presets / "main.toml", presets)

    assert [source.name for source in shop.sources] == ["phone", "till"]
    document = a_shop_document() | {"source": [till | {"name": "phone"}]}
    assert shop_faults(document, presets) == [
        ("source[1].name", "'phone'", "give it another name: the preset has this source")
    ]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"prefix": "k_; DROP"}, ("prefix", "'k_; DROP'", "write what the tables' names begin")),
        ({"prefix": 7}, ("prefix", "7", "write what the tables' names begin with")),
        ({"column": "a`b"}, ("column", "'a`b'", "write a column's or a table's name")),
        ({"column": "ｎote"}, ("column", "'ｎote'", "write a column's or a table's name")),
        ({"statuses": "paid"}, ("statuses", "'paid'", "write a list of texts in quotes")),
        ({"statuses": [5]}, ("statuses", "[5]", "write a list of texts in quotes")),
        ({"time_kind": "tz"}, ("time_kind", "'tz'", "write one of local, utc")),
        ({"status": ["paid"]}, ("status", "['paid']", "unknown; did you mean statuses?")),
        ({"sources": ["till"]}, ("sources", "['till']", "write a list of phone")),
        ({"sources": []}, ("sources", "[]", "write a list of phone")),
    ],
)
def test_a_wrong_option_is_told(
    options: dict[str, Any], fault: tuple[str, str, str], presets: Path
) -> None:
    ((key, value, cure),) = shop_faults(a_shop_document(**options), presets)

    assert (key, value) == (f"preset_options.{fault[0]}", fault[1])
    assert cure.startswith(fault[2])


@pytest.mark.parametrize(
    ("changes", "key", "cure"),
    [
        ({"preset": "kiosc"}, "preset", "unknown; did you mean kiosk?"),
        ({"preset": "../kiosk"}, "preset", "unknown; did you mean kiosk?"),
        ({"preset": 7}, "preset", 'write the name of a preset in quotes: "woocommerce"'),
        ({"preset_options": []}, "preset_options", "write the preset's options below"),
        ({"preset_options": {}}, "preset_options.column", "write it: the column of the client ID"),
        ({"database": "postgresql://h/d"}, "database", "Kiosk keeps its sales in mysql or sqlite"),
        ({"database": None}, "database", "write the URL of the database"),
    ],
)
def test_a_wrong_use_of_a_preset_is_told(
    changes: dict[str, Any], key: str, cure: str, presets: Path
) -> None:
    document = a_shop_document() | changes
    document = {name: value for name, value in document.items() if value is not None}

    found = shop_faults(document, presets)

    assert [each[0] for each in found] == [key]
    assert found[0][2].startswith(cure)


@pytest.mark.parametrize(
    ("toml", "key", "cure"),
    [
        (TOML.replace("title =", "tittle ="), "title", "write text in quotes"),
        (TOML.replace('ru = "префикс"', ""), "options.prefix.ru", "write text in quotes"),
        (TOML.replace('"texts"', '"words"'), "options.statuses.type", "write one of prefix"),
        (TOML.replace('["paid"]', "[1]"), "options.statuses.default", "write a list of texts"),
        (TOML.replace('fills = "statuses"', 'fills = "x"'), "recognise.setting[2].fills", "name"),
        (TOML.replace('kind = "{time_kind}"', 'kind = "now"'), "options.time_kind", "use it"),
        (TOML.replace("[options.prefix]", "[options.table]"), "options.table", "use it"),
        (TOML.replace('"texts"', '"texts"\nholds_client_id = true'), HOLDS, "only an identifier"),
        (TOML + SURVEY + "beside = ['x']", "survey[1].beside", "name options"),
        (TOML + SURVEY.replace('"statuses"', '"x"'), "survey[1].of", "name an option, or currency"),
        (
            TOML + SURVEY.replace('"SELECT 1"', "7"),
            "survey[1].select",
            "write text in quotes, or {",
        ),
        (
            TOML + SURVEY.replace('"SELECT 1"', '{ mysql = "SELECT 1" }'),
            "survey[1].select",
            "write one for mysql, sqlite",
        ),
        ("title =", "", "correct it: "),
    ],
)
def test_a_wrong_preset_is_told(toml: str, key: str, cure: str, tmp_path: Path) -> None:
    found = preset_faults(a_preset_folder(tmp_path, toml))

    assert found[0][0] == key
    assert found[0][1].startswith(cure)


@pytest.mark.parametrize(
    ("sql", "cure"),
    [
        (SQL.replace("{column}", "{colum}"), "no option is the name in {colum}"),
        (SQL.replace(":statuses", ":status"), "write :since and :until, no other parameters"),
        (SQL.replace("SELECT", "DELETE"), "begin the statement with SELECT"),
    ],
)
def test_a_wrong_select_of_a_preset_is_told(sql: str, cure: str, tmp_path: Path) -> None:
    cures = [each for key, each in preset_faults(a_preset_folder(tmp_path, sql=sql))]

    assert any(each.startswith(cure) for each in cures)


def test_a_preset_without_its_select_is_told(presets: Path) -> None:
    (presets / "kiosk" / "phone.sql").unlink()

    assert [key for key, _ in preset_faults(presets)] == ["source"]


def test_the_presets_of_a_folder_are_those_with_a_preset_file(presets: Path) -> None:
    (presets / "empty").mkdir()

    assert preset_names(presets) == ["kiosk"]
