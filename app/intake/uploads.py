"""Files of sales that were uploaded: kept while they are looked at, then recorded or forgotten."""

import json
import re
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from app.database.retrying import write
from app.database.writing import reading
from app.intake.columns import Columns, find_columns, shape_of
from app.intake.faults import BadFile
from app.intake.importing import SENDER, Receipt, enter_file, hash_of
from app.intake.preview import Preview, preview
from app.intake.refused import refused_writer
from app.intake.remembered import remember, remembered
from app.intake.sale_rows import Manner, judge
from app.intake.table_file import TableFile, table_file
from app.ledger.entry import Origin, Way
from app.ledger.imports import Import, list_imports, undo_import
from app.sales.channel import Channel
from app.shops.shop import Shop

KEPT_SECONDS = 3600

_TOKEN = re.compile(r"[0-9a-f]{32}")


class NoSuchUpload(Exception):
    """The file was recorded, or forgotten after an hour, or never was."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read: its own name, the channel, what was said of its columns."""

    name: str
    channel: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would bring; ``fault`` says why its columns cannot be told, where they cannot."""

    asked: Asked
    told: str
    headers: tuple[str, ...]
    columns: Columns | None = None
    found: Preview | None = None
    fault: str = ""


class Uploads:
    """The uploaded files of all shops, in a folder of the instance; one is read at a time."""

    def __init__(self, instance: Path, ledger: Engine, now: Callable[[], datetime]) -> None:
        self._instance = instance
        self._ledger = ledger
        self._now = now
        self._turn = Lock()

    def keep(self, shop: Shop, asked: Asked, save: Callable[[Path], object]) -> str:
        """Keep a file that ``save`` writes, and return the token by which it is found again."""
        folder = self._instance / "uploads" / shop.name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_old(folder)
        token = secrets.token_hex(16)
        (folder / token).mkdir(mode=0o700)
        try:
            save(folder / token / "file")
            _ask(folder / token, asked)
        except BaseException:
            shutil.rmtree(folder / token, ignore_errors=True)
            raise
        return token

    def ask(self, shop: Shop, token: str, channel: str, said: Mapping[str, str]) -> None:
        """Have a file read in another way from now on; raises ``NoSuchUpload``."""
        place = self._place(shop, token)
        _ask(place, Asked(_asked(place).name, channel, dict(said)))

    def look(self, shop: Shop, token: str) -> Looked:
        """Read the file through; raises ``NoSuchUpload`` and ``BadFile``."""
        place = self._place(shop, token)
        asked = _asked(place)
        with self._turn, table_file(place / "file") as table:
            try:
                manner = self._manner(shop, table, asked)
            except BadFile as fault:
                return Looked(asked, table.told, table.headers, fault=str(fault))
            with (place / "refused").open("w", encoding="utf-8-sig", newline="") as file:
                rows = judge(table, manner)
                found = preview(rows, shop.time_zone, shop.unmask, refused_writer(file))
            return Looked(asked, table.told, table.headers, manner.columns, found)

    def refused(self, shop: Shop, token: str) -> Path:
        """Return the CSV file of the rows that were refused; raises ``NoSuchUpload``."""
        file = self._place(shop, token) / "refused"
        if not file.exists():
            raise NoSuchUpload
        return file

    def record(self, shop: Shop, account: str, token: str) -> Receipt:
        """Record the good rows in one transaction, and forget the file.

        Raises ``NoSuchUpload``, ``BadFile``, ``AlreadyImported`` and ``LedgerUnavailable``.
        """
        place = self._place(shop, token)
        asked, file = _asked(place), place / "file"
        with self._turn, table_file(file) as table:
            manner = self._manner(shop, table, asked)
            origin = self._origin(shop, account)
            digest = hash_of(file)
            receipt = write(
                self._ledger,
                lambda c: enter_file(c, origin, asked.name, digest, judge(table, manner)),
                seconds=None,
            )
            shape = shape_of(table.headers)
            remember(self._instance, shop.name, shape, manner.columns.said())
        shutil.rmtree(place, ignore_errors=True)
        return receipt

    def imports(self, shop: Shop) -> list[Import]:
        """Return the imports of a shop, the newest first."""
        with reading(self._ledger) as connection:
            return list_imports(connection, shop.name)

    def undo(self, shop: Shop, account: str, number: int) -> int:
        """Undo an import and return how many sales it took back; raises ``NoSuchImport``."""
        origin = self._origin(shop, account)
        return write(self._ledger, lambda c: undo_import(c, origin, number), seconds=None)

    def _manner(self, shop: Shop, table: TableFile, asked: Asked) -> Manner:
        known = remembered(self._instance, shop.name, shape_of(table.headers))
        columns = find_columns(table.headers, asked.said, known)
        return Manner(shop, columns, Channel(asked.channel), self._now())

    def _origin(self, shop: Shop, account: str) -> Origin:
        return Origin(shop.name, shop.time_zone, SENDER, Way.FILE, account, self._now())

    def _place(self, shop: Shop, token: str) -> Path:
        place = self._instance / "uploads" / shop.name / token
        if not _TOKEN.fullmatch(token) or not (place / "asked.json").exists():
            raise NoSuchUpload
        return place


def _ask(place: Path, asked: Asked) -> None:
    (place / "asked.json").write_text(json.dumps(asdict(asked)), encoding="utf-8")


def _asked(place: Path) -> Asked:
    return Asked(**json.loads((place / "asked.json").read_text(encoding="utf-8")))


def _forget_old(folder: Path) -> None:
    for upload in folder.iterdir():
        if upload.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(upload, ignore_errors=True)
