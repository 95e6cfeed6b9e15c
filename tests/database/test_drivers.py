"""The databases served, and what is said when one is not."""

import importlib.util

import pytest
from sqlalchemy import make_url

from app.database.drivers import SERVED, driver_for
from app.database.faults import UnknownDatabase
from app.database.mysql import MySQL
from app.database.postgresql import PostgreSQL
from app.database.sqlite import SQLite


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("sqlite:///shop.db", SQLite),
        ("postgresql+psycopg://host/shop", PostgreSQL),
        ("mysql+pymysql://host/shop", MySQL),
        ("mariadb+pymysql://host/shop", MySQL),
    ],
)
def test_each_database_has_its_driver(url: str, kind: type) -> None:
    assert type(driver_for(make_url(url))) is kind


def test_a_database_that_is_not_served_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownDatabase) as caught:
        driver_for(make_url("oracle+oracledb://user:secret@host/shop"))
    assert str(caught.value) == (
        "oracle+oracledb is not served; served are sqlite, postgresql, mysql, mariadb"
    )


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        (
            "postgresql+psycopg://u:secret@host/shop",
            "psycopg is not installed; run: pip install 'shopstat[postgres]'",
        ),
        (
            "mariadb+pymysql://u:secret@host/shop",
            "pymysql is not installed; run: pip install 'shopstat[mysql]'",
        ),
    ],
)
def test_a_driver_that_is_not_installed_is_told_with_its_extra(
    url: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UnknownDatabase) as caught:
        driver_for(make_url(url))
    assert str(caught.value) == f"the driver {cure}"


def test_every_driver_comes_with_an_extra_or_with_python() -> None:
    assert all(importlib.util.find_spec(kind.needs) for kind in SERVED.values())
    assert {kind.extra for kind in SERVED.values()} == {None, "postgres", "mysql"}
