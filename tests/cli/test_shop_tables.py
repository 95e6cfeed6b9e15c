"""A look into a shop's database: its tables and their columns, on every database served."""

import pytest
from sqlalchemy import URL, create_engine, make_url

from app.cli.shop_tables import columns_of, first_look
from app.database.faults import SourceUnavailable


@pytest.fixture(params=["sqlite_url", "postgresql_url", "mariadb_url"])
def url(request: pytest.FixtureRequest) -> URL:
    """A database with the table orders and the view paid."""
    url = make_url(request.getfixturevalue(request.param))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE orders (id INTEGER, sold_at TIMESTAMP NULL)")
        connection.exec_driver_sql("CREATE VIEW paid AS SELECT id FROM orders")
    engine.dispose()
    return url


def test_tables_and_views_are_listed_in_order(url: URL) -> None:
    assert first_look(url).tables == ["orders", "paid"]


def test_rights_are_told(url: URL) -> None:
    assert first_look(url).may_write is (url.get_backend_name() != "sqlite")


def test_columns_are_listed_as_the_table_has_them(url: URL) -> None:
    assert columns_of(url, "orders") == ["id", "sold_at"]


def test_a_missing_table_is_told(url: URL) -> None:
    with pytest.raises(SourceUnavailable, match="absent"):
        columns_of(url, "absent")


def test_a_table_of_another_schema_is_found(postgresql_url: str) -> None:
    url = make_url(postgresql_url)

    assert columns_of(url, "information_schema.schemata")[:2] == ["catalog_name", "schema_name"]
