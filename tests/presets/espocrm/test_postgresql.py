"""The same SELECT on PostgreSQL, where a flag is a boolean; and the day of the close date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import create_engine

from tests.databases.servers import Server
from tests.presets.espocrm.case import case
from tests.presets.other_options import a_question
from tests.shops_made import statistics

TABLE = """
CREATE TABLE opportunity (
    id varchar(17) PRIMARY KEY,
    deleted boolean DEFAULT false,
    amount double precision,
    stage varchar(255) DEFAULT 'Prospecting',
    lead_source varchar(255),
    close_date date DEFAULT '2025-05-20',
    description text,
    created_at timestamp(0) without time zone,
    amount_currency varchar(3) DEFAULT 'NPR',
    c_client_id varchar(100)
)
"""
ROWS = """
INSERT INTO opportunity
(id, deleted, amount, stage, lead_source, description, c_client_id, created_at) VALUES
('1', false, 100.005, 'Closed Won', NULL, NULL, '587963', '2025-05-13 18:15:00'),
('2', false, 50, 'Closed Won', 'Call', '587-963', '', '2025-05-14 18:14:59'),
('3', true, 70, 'Closed Won', NULL, '587-963', '', '2025-05-14 12:00:00'),
('4', false, 70, 'Closed Won', 'Web Site', '587-963', '', '2025-05-14 12:00:00')
"""
BY_CLOSE_DATE = {"time_column": "close_date", "time_kind": "date"}


@pytest.fixture(scope="module")
def url(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql(TABLE)
            connection.exec_driver_sql(ROWS)
        engine.dispose()
        yield url


@pytest.mark.parametrize(
    ("day", "options"),
    [
        (date(2025, 5, 14), {}),
        (date(2025, 5, 20), BY_CLOSE_DATE),
    ],
    ids=["created_at", "close_date"],
)
def test_postgresql_answers_alike(url: str, day: date, options: dict[str, Any]) -> None:
    question = a_question(replace(case(), server="postgresql"), url, day, **options)

    with statistics() as asked, asked.rows(question) as rows:
        assert [(each, sales, int(revenue)) for each, sales, revenue, _ in rows] == [
            ("587-963", 2, 15_001)
        ]
