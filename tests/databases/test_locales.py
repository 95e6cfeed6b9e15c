"""The same sales give the same bytes, whatever language process and database think in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.shops.source import TimeKind
from tests.databases.call_shop import fill, shop_file
from tests.databases.call_table import Call
from tests.databases.installation import installed
from tests.databases.kinds import Kind
from tests.databases.servers import Server
from tests.shops_made import execute

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 15, tzinfo=UTC)
# Turkish has four letters i; a collation may ignore case, accents and blanks at the end.
TEXTS = ["id-123", "ID-123", "Id-123", "ıd-123", "İD-123", "ID-123 ", "íd-123", "is-123"]
CALLS = [Call(NOON, text, Decimal("1234.50")) for text in TEXTS]
ANSWER = (
    b'{"data":['
    b'{"user_id":"ID-123","count":2,"revenue":2469.00,"gross_profit":0.00},'
    b'{"user_id":"Id-123","count":1,"revenue":1234.50,"gross_profit":0.00},'
    b'{"user_id":"id-123","count":1,"revenue":1234.50,"gross_profit":0.00},'
    b'{"user_id":"is-123","count":1,"revenue":1234.50,"gross_profit":0.00}]}'
)
ICU = "LOCALE_PROVIDER icu ICU_LOCALE '{}' LC_COLLATE 'C' LC_CTYPE 'C'"
POSTGRESQL_WORDS = {
    "C": "LC_COLLATE 'C' LC_CTYPE 'C'",
    "C.UTF-8": "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
    "icu-tr-TR": ICU.format("tr-TR"),
    "icu-ru-RU": ICU.format("ru-RU"),
}
MARIADB_COLLATIONS = ["utf8mb4_turkish_ci", "utf8mb4_general_ci", "utf8mb4_unicode_ci"]
COLUMN_OF_THE_DATABASE = {
    "PostgreSQL": 'ALTER TABLE calls ALTER client_id TYPE VARCHAR(60) COLLATE "default"',
    "MariaDB": "ALTER TABLE calls MODIFY client_id VARCHAR(60) COLLATE {}",
}


def answered(server: Server, words: str, folder: Path, collation: str = "") -> bytes:
    """The answer of a shop in a new database that is created with these words."""
    kind: Kind = replace(server.kind, create=f"{server.kind.create} {words}")
    with Server(kind, server.url).database() as url:
        fill(url, CALLS)
        execute(url, COLUMN_OF_THE_DATABASE[kind.name].format(collation))
        with installed(folder, {"shop": shop_file(url, TimeKind.UTC)}) as shopstat:
            return shopstat.answer("shop", DAY)


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of locales that few machines have installed; empty where none can be made."""
    folder = tmp_path_factory.mktemp("locales")
    program = shutil.which("localedef")
    for name in ("ru_RU", "tr_TR", "de_DE") if program else ():
        place = folder / f"{name}.UTF-8"
        command = [str(program), f"--inputfile={name}", "--charmap=UTF-8", "--no-archive"]
        subprocess.run([*command, str(place)], capture_output=True, check=False)  # noqa: S603
    return folder


@pytest.mark.parametrize("locale", POSTGRESQL_WORDS)
def test_a_postgresql_database_of_any_locale_gives_the_same_bytes(
    locale: str, postgresql: Server, tmp_path: Path
) -> None:
    assert answered(postgresql, POSTGRESQL_WORDS[locale], tmp_path) == ANSWER


@pytest.mark.parametrize("collation", MARIADB_COLLATIONS)
def test_a_mariadb_database_of_any_collation_gives_the_same_bytes(
    collation: str, mariadb: Server, tmp_path: Path
) -> None:
    assert answered(mariadb, f"COLLATE {collation}", tmp_path, collation) == ANSWER


@pytest.mark.parametrize(
    "locale",
    [
        {},
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8"},
        {"LC_ALL": "ru_RU.UTF-8"},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"},
    ],
    ids=lambda locale: " ".join(f"{name}={value}" for name, value in locale.items()) or "unset",
)
def test_a_process_of_any_locale_gives_the_same_bytes(
    locale: Mapping[str, str], locales: Path, sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url, CALLS)
    with installed(tmp_path, {"shop": shop_file(sqlite_url, TimeKind.UTC)}):
        pass
    instance = {"SHOPSTAT_INSTANCE": str(tmp_path)}
    told = subprocess.run(  # noqa: S603  our own command
        [Path(sys.executable).with_name("shopstat"), "stat", "--date", str(DAY)],
        env={**_without_locale(), **locale, "LOCPATH": str(locales), **instance},
        capture_output=True,
        check=True,
    )
    assert told.stdout == ANSWER


def _without_locale() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))
    }
