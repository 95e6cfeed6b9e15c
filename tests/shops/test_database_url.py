"""The URL of a database, as people write it."""

from pathlib import Path

import pytest

from app.shops.database_url import BadURL, read_url

INSTANCE = Path("/srv/shopstat")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("mysql://u@h:3307/d", "mysql+pymysql://u@h:3307/d"),
        ("mariadb://h/d", "mariadb+pymysql://h/d"),
        ("sqlite:///shop.db", "sqlite:////srv/shopstat/shop.db"),
        ("sqlite:////var/shop.db", "sqlite:////var/shop.db"),
    ],
)
def test_short_forms_name_our_drivers_and_files_beside_the_instance(
    written: str, read: str
) -> None:
    assert read_url(written, INSTANCE).render_as_string(hide_password=False) == read


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("", "write a database URL: "),
        ("hunter2", "write a database URL: "),
        ("postgresql://u:hunter2@h:port/d", "write a database URL: "),
        ("postgresql://u:hunt@er2@h/d", "there is more than one @ in the URL: in a password write"),
        (
            "postgresql://u:hunt@e/r2@h/d",
            "there is more than one @ in the URL: in a password write",
        ),
        ("mysql://u:hunt@e:r2@h/d", "there is more than one @ in the URL: in a password write"),
        ("postgresql://u:hunter2@h", "name the database after the last slash"),
        ("oracle://u:hunter2@h/d", "begin the URL with one of the databases served: sqlite://, "),
        ("postgresql+asyncpg://u:hunter2@h/d", "begin the URL with one of the databases served"),
        ("sqlite://", "name the SQLite file"),
        ("sqlite:///:memory:", "name the SQLite file"),
        ("sqlite:///file:shop.db?mode=ro", "write the SQLite file as a plain path"),
    ],
)
def test_what_cannot_be_read_is_told_without_the_password(written: str, cure: str) -> None:
    with pytest.raises(BadURL) as raised:
        read_url(written, INSTANCE)

    assert str(raised.value).startswith(cure)
    assert "hunt" not in str(raised.value)


def test_a_missing_driver_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(BadURL, match=r"pip install 'shopstat\[postgres\]'"):
        read_url("postgresql://h/d", INSTANCE)
