"""Drills: the shop's database changes under us while platforms ask for its days."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from app.database.faults import SourceFault
from tests.drills.logins import Login
from tests.drills.pollers import RIGHT, Pollers
from tests.drills.served import Served, served
from tests.drills.shop import (
    ANSWERS,
    OPTIONS,
    SHOP,
    execute,
    insert_calls,
    shop_file,
    shop_file_with_secret,
)

REFUSED = SourceFault.REFUSED
SCHEMA = SourceFault.SCHEMA
SHRUNK = SourceFault.SHRUNK


@pytest.fixture
def shopstat(login: Login, tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path / "instance", {SHOP: shop_file(login.url)}, OPTIONS) as shopstat:
        yield shopstat


@pytest.fixture
def pollers(shopstat: Served) -> Iterator[Pollers]:
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        yield pollers


def test_a_renamed_table_is_503_until_it_has_its_name_back(
    pollers: Pollers, owner_url: str
) -> None:
    execute(owner_url, "ALTER TABLE calls RENAME TO calls_before")
    pollers.until(SCHEMA)
    execute(owner_url, "ALTER TABLE calls_before RENAME TO calls")
    pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}


def test_a_dropped_column_is_503_until_it_is_back(
    shopstat: Served, pollers: Pollers, owner_url: str
) -> None:
    execute(
        owner_url,
        "ALTER TABLE calls ADD COLUMN kept NUMERIC(12, 2)",
        "UPDATE calls SET kept = amount",
        "ALTER TABLE calls DROP COLUMN amount",
    )
    pollers.until(SCHEMA)
    execute(owner_url, "ALTER TABLE calls RENAME COLUMN kept TO amount")
    pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert re.search(rf'fault="{SCHEMA}: .*\bcalls\.amount\b', shopstat.said())


def test_an_emptied_table_is_503_until_it_is_restored(
    shopstat: Served, pollers: Pollers, owner_url: str
) -> None:
    execute(owner_url, "DELETE FROM calls")
    pollers.until(SHRUNK)
    insert_calls(owner_url)
    pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert f'fault="{SHRUNK}: source calls: it is empty, though' in shopstat.said()


def test_a_revoked_grant_is_503_until_it_is_granted(pollers: Pollers, login: Login) -> None:
    login.revoke()
    pollers.until(REFUSED)
    login.grant()
    pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}


def test_a_locked_login_is_503_until_it_is_unlocked(
    shopstat: Served, pollers: Pollers, login: Login
) -> None:
    login.lock()
    pollers.until(REFUSED)
    login.unlock()
    pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert f'fault="{REFUSED}: ' in shopstat.said()
    assert str(make_url(login.url).password) not in shopstat.said()


def test_a_changed_password_is_taken_from_its_file_without_a_restart(
    login: Login, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    secret = instance / "shops" / "database-url"
    secret.parent.mkdir(parents=True)
    secret.write_text(login.url)
    shops = {SHOP: shop_file_with_secret(secret.name)}
    with served(instance, shops, OPTIONS) as shopstat, Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        login.change_password("second-password")
        pollers.until(REFUSED)
        secret.write_text(login.url_with("second-password"))
        shopstat.signal(signal.SIGHUP)
        pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
