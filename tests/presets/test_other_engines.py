"""A preset that serves two engines answers on the other one as on the one of its case."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.database.driver import Limits
from app.database.reading import Reader
from app.sales.day import Day
from app.shops.detection import detect
from app.shops.preset_file import read_preset
from app.shops.preset_sources import filled_preset
from app.shops.survey import survey
from config.shops import PRESETS
from tests.databases.installation import installed
from tests.databases.servers import Server
from tests.presets.case import PresetCase, fill
from tests.presets.conftest import PresetShop
from tests.presets.django_oscar.case import case_on_mysql as django_oscar
from tests.presets.nopcommerce.case import case as nopcommerce
from tests.presets.rows_read import rows_read
from tests.presets.spree.case import case as spree
from tests.presets.test_every_preset import DAYS, LARGEST_PART, presets, shop_of
from tests.presets.vendure.case import case as vendure
from tests.real_shops.moments import YEAR
from tests.real_shops.truth import NOTHING, answers

CASES = {
    "spree": spree,
    "vendure": vendure,
    "django-oscar": django_oscar,
    "nopcommerce": nopcommerce,
}
SOME_DAYS = YEAR[::9]
# PostgreSQL's words in a case's tables, and MariaDB's
WORDS = {
    "bigserial": "bigint AUTO_INCREMENT",
    "timestamptz": "datetime(6)",
    "timestamp(6)": "datetime(6)",
    "jsonb": "json",
    '"': "`",
}


@dataclass(frozen=True, slots=True)
class Translated(PresetCase):
    """A case with its tables in MariaDB's words."""

    written: Path = Path()

    @property
    def tables(self) -> Path:
        return self.written


@pytest.fixture(scope="module", params=CASES.values(), ids=list(CASES))
def on_mariadb(
    request: pytest.FixtureRequest, mariadb: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PresetShop]:
    drawn: PresetCase = request.param()
    written = tmp_path_factory.mktemp("tables") / "tables.sql"
    text = drawn.tables.read_text(encoding="utf-8")
    for ours, theirs in WORDS.items():
        text = text.replace(ours, theirs)
    written.write_text(text, encoding="utf-8")
    case = Translated(
        **{each.name: getattr(drawn, each.name) for each in fields(drawn)}, written=written
    )
    with mariadb.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, case)
        engine.dispose()
        reader = Reader(url, Limits(query_timeout_seconds=60))
        yield PresetShop(case, url, reader)
        reader.forget_sessions()


def test_days_are_answered_as_python_recomputes_them(
    on_mariadb: PresetShop, tmp_path: Path
) -> None:
    case = on_mariadb.case
    days = answers(case.sales, case.time_zone)

    with installed(tmp_path, {"main": on_mariadb.file}) as shopstat:
        answered = {day: shopstat.answer("main", day) for day in SOME_DAYS}

    assert answered == {day: days.get(day, NOTHING) for day in SOME_DAYS}


def test_the_platform_is_found(on_mariadb: PresetShop) -> None:
    case = on_mariadb.case

    (found,) = on_mariadb.reader.read(lambda session: detect(session, presets()))

    said = {**found.options, "time_zone": found.time_zone, "currency": found.currency}
    silent = {"time_zone": None, "currency": None}
    assert (found.preset.name, said) == (case.preset, {**silent, **case.detected})
    assert found.doubts == ()


def test_a_day_reads_a_small_part_of_the_orders(on_mariadb: PresetShop, tmp_path: Path) -> None:
    case = on_mariadb.case
    shop = shop_of(on_mariadb, tmp_path)
    asked = Day(DAYS[1], shop.time_zone)
    (source,) = shop.sources

    read = on_mariadb.reader.read(lambda session: rows_read(session, source, asked))

    assert read < len(case.rows[case.orders]) / LARGEST_PART


def test_its_surveys_are_answered_too(on_mariadb: PresetShop) -> None:
    preset = read_preset(PRESETS / on_mariadb.case.preset)
    filled = filled_preset(preset, on_mariadb.case.options)

    found = on_mariadb.reader.read(lambda session: list(survey(session, filled)))

    assert [asked.of for asked, counts in found if counts] == [asked.of for asked in preset.surveys]
