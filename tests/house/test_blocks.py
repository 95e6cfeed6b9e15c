"""The configuration and the SQL of the documentation work as they stand."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from config.settings import load_settings
from tests.house.pages import DOCS, PAGES, README, README_RU, ROOT, blocks, name_of, text_of
from tests.house.site import Site

CONNECT = ROOT / "docs" / "connect.md"
ENVIRON = {
    "SHOP_DATABASE_URL": "sqlite:///shop.db",
    "SHOP_DATABASE_PASSWORD": "p%40ss%2Fword",
    "LEDGER_URL": "sqlite:///ledger.db",
    "LEDGER_PASSWORD": "secret",
    "TWILIO_AUTH_TOKEN": "secret",
    "ZADARMA_SECRET": "secret",
}
PASSWORD = "a-long-password"


def sql(page: Path, word: str) -> str:
    """The page's one block of SQL that has this word in it."""
    (found,) = (block.text for block in blocks(page, "sql") if word in block.text)
    return found


def statements(block: str) -> list[str]:
    return [one for one in block.split(";\n") if one.strip()]


def an_instance(folder: Path, toml: str, select: str) -> Path:
    (folder / "shops").mkdir(parents=True)
    is_shop = "time_zone" in toml
    (folder / ("shops/main.toml" if is_shop else "shopstat.toml")).write_text(toml, "utf-8")
    (folder / "shops" / "store.sql").write_text(select, "utf-8")
    return folder


def filled(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements(sql(CONNECT, "CREATE TABLE")):
            connection.execute(text(statement))
    engine.dispose()


def the_answer() -> str:
    (block,) = blocks(CONNECT, "json")
    return block.text.strip()


def the_shop() -> str:
    (block,) = (block for block in blocks(CONNECT, "toml") if "select" in block.text)
    return block.text


@contextmanager
def granted(url: str, statements: list[str], taken_back: list[str]) -> Iterator[None]:
    """Run statements as the administrator, and others when the block is left."""
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with administrator.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
            try:
                yield
            finally:
                for statement in taken_back:
                    connection.execute(text(statement))
    finally:
        administrator.dispose()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An instance with the shop of the worked example."""
    an_instance(tmp_path / "instance", the_shop(), sql(CONNECT, ":since"))
    return Site(tmp_path)


def answer(site: Site, url: URL | str) -> str:
    site.environ["SHOP_DATABASE_URL"] = make_url(url).render_as_string(hide_password=False)
    site.type("shopstat upgrade")
    return site.type("shopstat stat --date 2026-11-21")


@pytest.mark.parametrize(
    ("page", "toml"),
    [
        pytest.param(page, block.text, id=f"{name_of(page)}-{number}")
        for page in [README, *DOCS]
        for number, block in enumerate(blocks(page, "toml"))
    ],
)
def test_a_configuration_is_taken(page: Path, toml: str, tmp_path: Path) -> None:
    select = sql(page, ":since") if "select" in toml else ""

    settings = load_settings(an_instance(tmp_path, toml, select), ENVIRON)

    assert [*settings.shops] == (["main"] if "time_zone" in toml else [])


@pytest.mark.parametrize("page", [README, CONNECT], ids=name_of)
def test_the_worked_example_gives_its_answer(page: Path, site: Site, sqlite_url: str) -> None:
    filled(sqlite_url)
    Path(site.environ["SHOPSTAT_INSTANCE"], "shops/store.sql").write_text(sql(page, ":since"))

    assert answer(site, sqlite_url) == the_answer()


def test_a_login_of_postgresql_as_documented_is_enough(site: Site, postgresql_url: str) -> None:
    filled(postgresql_url)
    admin = make_url(postgresql_url)
    role = f"reader_{admin.database}"[:60]
    grants = statements(sql(README, "CREATE ROLE").replace("shopstat", role))

    with granted(postgresql_url, grants, [f"DROP OWNED BY {role}", f"DROP ROLE {role}"]):
        assert answer(site, admin.set(username=role, password=PASSWORD)) == the_answer()
        assert "its database answers, and can only be read" in site.type("shopstat check")


def test_a_login_of_mariadb_as_documented_is_enough(site: Site, mariadb_url: str) -> None:
    filled(mariadb_url)
    admin = make_url(mariadb_url)
    name = f"reader_{admin.database}"[-30:]
    user = f"'{name}'@'127.0.0.1'"
    documented = sql(README, "CREATE USER").replace("'shopstat'@'localhost'", user)
    grants = statements(documented.replace("shop.", f"{admin.database}."))

    with granted(mariadb_url, grants, [f"DROP USER {user}"]):
        assert answer(site, admin.set(username=name, password=PASSWORD, query={})) == the_answer()
        assert "its database answers, and can only be read" in site.type("shopstat check")


def test_the_russian_readme_has_the_same_blocks() -> None:
    assert blocks(README_RU) == blocks(README)


def test_every_block_has_a_language_that_is_tested_or_known() -> None:
    marks = {mark for page in PAGES for mark in re.findall(r"^```(\w*)\n", text_of(page), re.M)}

    assert marks - {""} <= {
        *("sh", "toml", "sql", "console", "text", "json", "ini", "nginx", "html")
    }
