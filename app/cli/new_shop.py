"""A new shop's files: checked, then written for their owner alone, passwords apart."""

import os
import tomllib
from pathlib import Path

from sqlalchemy import make_url

from app.cli.shop_text import NewShop, database_file_line, database_line, shop_text
from app.shops.shop import Shop
from app.shops.shop_file import read_shop
from config.references import resolve
from config.shops import PRESETS


def file_of(instance: Path, name: str) -> Path:
    """Return the place of a shop's file."""
    return instance / "shops" / f"{name}.toml"


def url_file_of(instance: Path, name: str) -> Path:
    """Return the place of the URL of a shop's database, where there is a password in it."""
    return file_of(instance, name).with_suffix(".database-url")


def check_shop(shop: NewShop, instance: Path) -> Shop:
    """Return the shop that the new file will describe; raises ``Misconfigured``."""
    file = file_of(instance, shop.name)
    written = tomllib.loads(shop_text(shop, database_line(shop.database)))
    document, _ = resolve(written, file, environ={})
    return read_shop(shop.name, document, file, PRESETS)


def write_shop(shop: NewShop, instance: Path) -> None:
    """Write the shop's file, and beside it the URL of a database with a password in it.

    Raises ``FileExistsError``.
    """
    file = file_of(instance, shop.name)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = database_line(shop.database)
    if shop.database is not None and _holds_a_secret(shop.database):
        secret = url_file_of(instance, shop.name)
        write_private(secret, shop.database + "\n")
        line = database_file_line(secret.name)
    write_private(file, shop_text(shop, line))


def write_private(file: Path, text: str) -> None:
    """Write a new file that only this user may read; raises ``FileExistsError``."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def _holds_a_secret(database: str) -> bool:
    url = make_url(database)
    return bool(url.password or url.query)
