"""What every preset promises, over a year in its platform's real tables on its real engine."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.database.reading import Readers
from app.database.session import Session
from app.sales.day import Day
from app.shops.database_schema import read_schema
from app.shops.detection import columns_read, detect, missing_columns
from app.shops.preset import Preset, Value
from app.shops.preset_file import preset_names, read_preset
from app.shops.preset_options import filled_options
from app.shops.preset_sources import filled_preset
from app.shops.shop import Shop
from app.shops.shop_file import read_shop
from app.shops.survey import survey
from app.statistics.inspection import Severity, inspect
from app.statistics.question import Question
from config.shops import PRESETS
from tests.databases.installation import Installation, installed
from tests.presets.case import all_cases
from tests.presets.conftest import PresetShop
from tests.presets.granted import reading_only
from tests.presets.rows_read import rows_read
from tests.real_shops.moments import YEAR
from tests.real_shops.truth import NOTHING, answers
from tests.shops_made import UNHURRIED, a_reader, statistics

DAYS = (date(2025, 1, 2), date(2025, 5, 14), date(2025, 12, 30))
LARGEST_PART = 5


def presets() -> list[Preset]:
    return [read_preset(PRESETS / name) for name in preset_names(PRESETS)]


def shop_of(preset_shop: PresetShop, folder: Path) -> Shop:
    return read_shop("main", tomllib.loads(preset_shop.file), folder / "main.toml", PRESETS)


def all_columns_read(preset: Preset, names: Mapping[str, Value]) -> dict[str, set[str]]:
    """Return the columns that the preset's sources and its recognition name, by table."""
    recognised = replace(preset.sources[0], tables=preset.tables)
    found: dict[str, set[str]] = {}
    for source in (recognised, *preset.sources):
        for table, columns in columns_read(source, names).items():
            found.setdefault(table, set()).update(columns)
    return found


@pytest.fixture(scope="module")
def shopstat(
    preset_shop: PresetShop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("instance"), {"main": preset_shop.file}) as shopstat:
        yield shopstat


def test_every_preset_has_a_case() -> None:
    assert [*all_cases()] == preset_names(PRESETS)


def test_every_day_of_the_year_is_answered_as_python_recomputes_it(
    preset_shop: PresetShop, shopstat: Installation
) -> None:
    case = preset_shop.case
    days = answers(case.sales, case.time_zone)

    answered = [f"{day} {shopstat.answer('main', day).decode()}" for day in YEAR]

    assert answered == [f"{day} {days.get(day, NOTHING).decode()}" for day in YEAR]


def test_the_year_holds_sales_of_clients_on_most_days(preset_shop: PresetShop) -> None:
    case = preset_shop.case

    assert len(answers(case.sales, case.time_zone).keys() & {*YEAR}) > len(YEAR) * 3 / 4


@pytest.mark.parametrize("day", [date.min, date(1969, 12, 31), date.max], ids=str)
def test_a_day_far_away_has_no_sales(preset_shop: PresetShop, tmp_path: Path, day: date) -> None:
    shop = shop_of(preset_shop, tmp_path)

    with statistics() as asked, asked.rows(Question(shop, Day(day, shop.time_zone))) as rows:
        assert [*rows] == []


def test_the_database_is_found_to_be_of_this_platform_alone(preset_shop: PresetShop) -> None:
    case = preset_shop.case

    found = preset_shop.reader.read(lambda session: detect(session, presets()))

    assert [candidate.preset.name for candidate in found] == [case.preset]
    said = {**found[0].options, "time_zone": found[0].time_zone, "currency": found[0].currency}
    silent = {"time_zone": None, "currency": None}
    assert {**silent, **case.detected} == said
    assert found[0].sources == tuple(source.name for source in found[0].preset.sources)
    assert found[0].doubts == ()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_reads_a_small_part_of_the_orders(
    day: date, preset_shop: PresetShop, tmp_path: Path
) -> None:
    shop = shop_of(preset_shop, tmp_path)
    orders = len(preset_shop.case.rows[preset_shop.case.orders])

    def read_by_source(session: Session) -> dict[str, int]:
        asked = Day(day, shop.time_zone)
        return {source.name: rows_read(session, source, asked) for source in shop.sources}

    for source, read in preset_shop.reader.read(read_by_source).items():
        assert read < orders / LARGEST_PART, source


def test_check_finds_every_name_and_an_index_for_each_source(
    preset_shop: PresetShop, tmp_path: Path
) -> None:
    shop, readers = shop_of(preset_shop, tmp_path), Readers(UNHURRIED)

    _, *of_sources = inspect(Question(shop, Day(DAYS[1], shop.time_zone)), readers)
    readers.close()

    assert [(each.severity, each.subject) for each in of_sources] == [
        (Severity.OK, f"main/{source.name}") for source in shop.sources
    ]


def test_its_surveys_are_answered_to_the_login_that_the_sources_need(
    preset_shop: PresetShop,
) -> None:
    preset = read_preset(PRESETS / preset_shop.case.preset)
    filled = filled_preset(preset, preset_shop.case.options)
    needed = all_columns_read(preset, filled_options(preset, preset_shop.case.options))

    with reading_only(preset_shop.url, needed) as url, a_reader(url) as reader:
        found = reader.read(lambda session: list(survey(session, filled)))

    assert [asked.of for asked, counts in found if counts] == [asked.of for asked in preset.surveys]


def test_each_source_names_the_columns_that_it_reads(preset_shop: PresetShop) -> None:
    preset = read_preset(PRESETS / preset_shop.case.preset)
    names = filled_options(preset, preset_shop.case.options)
    schema = preset_shop.reader.read(read_schema)

    assert [missing_columns(schema, source, names) for source in preset.sources] == [
        {} for _ in preset.sources
    ]


def test_the_columns_that_a_source_names_are_all_that_its_login_needs(
    preset_shop: PresetShop, tmp_path: Path
) -> None:
    shop = shop_of(preset_shop, tmp_path)
    preset = read_preset(PRESETS / preset_shop.case.preset)
    names = filled_options(preset, preset_shop.case.options)

    for source, named in zip(shop.sources, preset.sources, strict=True):
        with (
            reading_only(preset_shop.url, columns_read(named, names)) as url,
            statistics() as asked,
        ):
            alone = replace(shop, database=url, sources=(source,))
            asked.probe(Question(alone, Day(DAYS[1], shop.time_zone)))
