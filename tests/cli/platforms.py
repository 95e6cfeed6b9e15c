"""Databases of real platforms for the commands: each filled once with the year of its preset."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine

from tests.databases.servers import Server
from tests.presets.case import PresetCase, all_cases, fill, make_case


def platform_case(preset: str) -> PresetCase:
    """Draw the year of a platform."""
    return make_case(all_cases()[preset])


@contextmanager
def filled(server: Server, case: PresetCase) -> Iterator[str]:
    """Give the URL of a database with the platform's tables and their rows."""
    with server.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, case)
        engine.dispose()
        yield url


def execute(url: str, statement: str) -> None:
    """Run a statement as the administrator."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
