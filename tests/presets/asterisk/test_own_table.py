"""Asterisk's own table, as its Alembic scripts make it: other names, no number called, no index."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.database.driver import Limits
from app.database.reading import Reader
from app.shops.detection import detect
from app.shops.preset_file import read_preset
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.asterisk.case import case
from tests.presets.other_options import a_question, count_sales

TABLE = Path(__file__).with_name("own_table.sql")
ROWS = """
INSERT INTO cdr (start, uniqueid, linkedid, disposition, billsec, userfield) VALUES
('2025-05-14 23:59:50', '1.1', '1.1', 'ANSWERED', 0, NULL),
('2025-05-15 00:00:10', '1.2', '1.1', 'ANSWERED', 60, '587-963'),
('2025-05-14 12:00:00', '2.1', NULL, 'ANSWERED', 60, '587963'),
('2025-05-14 12:00:00', '3.1', '3.1', 'BUSY', 0, '587-963')
"""
OWN = {"time_column": "start", "call_column": "linkedid", "incoming_column": "uniqueid"}


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with mariadb.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql(TABLE.read_text(encoding="utf-8"))
            connection.exec_driver_sql(ROWS)
        engine.dispose()
        yield url


def test_its_names_are_found(url: str) -> None:
    reader = Reader(url, Limits())

    (found,) = reader.read(lambda session: detect(session, [read_preset(PRESETS / "asterisk")]))
    reader.forget_sessions()

    assert found.options == OWN


@pytest.mark.parametrize(("day", "calls"), [(14, 2), (15, 0)])
def test_a_call_over_midnight_belongs_to_the_day_it_began(url: str, day: int, calls: int) -> None:
    asked = a_question(case(), url, date(2025, 5, day), **OWN, numbers=[])

    assert count_sales(asked) == calls
