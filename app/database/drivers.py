"""The kinds of databases a shop may keep its sales in, and how to get their drivers."""

import importlib
import importlib.util
from dataclasses import dataclass

from sqlalchemy import URL

from app.database.driver import Driver
from app.database.faults import UnknownDatabase


@dataclass(frozen=True, slots=True)
class Served:
    """A database we serve: SQLAlchemy's driver name, our class, the module and extra it needs."""

    drivername: str
    module: str
    name: str
    needs: str
    extra: str | None


SERVED = {
    "sqlite": Served("sqlite", "app.database.sqlite", "SQLite", "sqlite3", None),
    "postgresql": Served(
        "postgresql+psycopg", "app.database.postgresql", "PostgreSQL", "psycopg", "postgres"
    ),
    "mysql": Served("mysql+pymysql", "app.database.mysql", "MySQL", "pymysql", "mysql"),
    "mariadb": Served("mariadb+pymysql", "app.database.mysql", "MySQL", "pymysql", "mysql"),
}


def driver_for(url: URL) -> Driver:
    """Return the driver of a URL; raises UnknownDatabase naming the cure."""
    kind = SERVED.get(url.get_backend_name())
    if kind is None:
        known = ", ".join(SERVED)
        raise UnknownDatabase(f"{url.drivername} is not served; served are {known}")
    if importlib.util.find_spec(kind.needs) is None:
        raise UnknownDatabase(
            f"the driver {kind.needs} is not installed; run: pip install 'shopstat[{kind.extra}]'"
        )
    driver: Driver = getattr(importlib.import_module(kind.module), kind.name)()
    return driver
