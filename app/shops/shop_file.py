"""A shop's file becomes a shop, or everything that is wrong with it is told."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError

from app.sales.channel import Channel
from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.database_url import read_url
from app.shops.document import fault_at, faults_of
from app.shops.faults import Fault, Misconfigured
from app.shops.shop import Shop
from app.shops.shop_rules import broken_rules, read_select_file
from app.shops.shop_schema import ShopTable
from app.shops.source import SelectSource, Source, TableSource, TimeKind
from app.shops.source_schema import NAME, NAME_CURE


def read_shop(name: str, document: Mapping[str, Any], file: Path) -> Shop:
    """Return the shop that a file's document describes.

    ``file`` is ``<instance>/shops/<name>.toml``: its folder holds the SELECTs, the one above it
    the SQLite files. Raises ``Misconfigured`` with every fault.
    """
    faults = [Fault(str(file), "", "", f"rename it: {NAME_CURE}")] if not NAME.match(name) else []
    loaded: dict[str, Any] = {}
    try:
        loaded = ShopTable().load(document)
    except ValidationError as error:
        faults += faults_of(error, document, file)
    faults += [
        fault_at(path, document, file, cure) for path, cure in broken_rules(document, file.parent)
    ]
    if faults:
        raise Misconfigured(faults)
    return _shop(name, loaded, file.parent)


def _shop(name: str, loaded: dict[str, Any], folder: Path) -> Shop:
    return Shop(
        name=name,
        time_zone=ZoneInfo(loaded["time_zone"]),
        currency=loaded["currency"],
        unmask=_unmask(loaded["client_id"]),
        database=_database(loaded.get("database"), folder.parent),
        sources=tuple(_source(source, folder) for source in loaded["source"]),
    )


def _unmask(client_id: Mapping[str, Any]) -> Unmask:
    masks = frozenset(Mask(mask) for mask in client_id["masks"])
    return Unmask(ClientIDFormat.parse(client_id["format"]), masks)


def _database(text: str | None, instance: Path) -> str | None:
    return None if text is None else read_url(text, instance).render_as_string(hide_password=False)


def _source(source: dict[str, Any], folder: Path) -> Source:
    name, channel = source["name"], Channel(source["channel"])
    kind = TimeKind(source["time"]["kind"])
    if "select" in source:
        return SelectSource(name, channel, read_select_file(folder / source["select"]), kind)
    return TableSource(
        name=name,
        channel=channel,
        table=source["table"],
        time_column=source["time"]["column"],
        time_kind=kind,
        client_id=source["client_id"],
        revenue=source.get("revenue"),
        cost=source.get("cost"),
        where=source.get("where", {}),
    )
