"""An instance while it is set up: its folder and options made, its ledger brought up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection

from app.cli.new_shop import write_private
from app.database.writing import open_writing, writing
from app.ledger.schema import upgrade
from config.options_file import read_options
from config.settings import Settings


def example(*path: str) -> str:
    """Return the text of a file of ``config/example``."""
    return files("config").joinpath("example", *path).read_text(encoding="utf-8")


def make_instance(instance: Path) -> None:
    """Make the folder and its ``shopstat.toml`` where they are missing, for this user alone."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    (instance / "shops").mkdir(mode=0o700, exist_ok=True)
    options = instance / "shopstat.toml"
    if not options.exists():
        write_private(options, example("shopstat.toml"))


@contextmanager
def upgraded_ledger(instance: Path) -> Iterator[Connection]:
    """Bring the ledger to the current schema, then open a transaction that writes.

    Raises ``Misconfigured`` for a fault in ``shopstat.toml``; shops are not looked at.
    """
    engine = open_writing(read_options(Settings, instance, os.environ)["ledger_url"])
    try:
        upgrade(engine)
        with writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()
