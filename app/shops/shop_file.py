"""A shop's file becomes a shop, or everything that is wrong with it is told."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError
from sqlalchemy import make_url

from app.sales.channel import Channel
from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.database_url import read_url
from app.shops.document import fault_at, faults_of
from app.shops.faults import Fault, Misconfigured
from app.shops.preset import FilledPreset
from app.shops.preset_file import read_preset
from app.shops.preset_sources import filled_preset, preset_sources
from app.shops.shop import Shop
from app.shops.shop_rules import broken_rules, read_select_file
from app.shops.shop_schema import ShopTable
from app.shops.site import Site
from app.shops.source import SelectSource, Source, TableSource, TimeKind
from app.shops.source_schema import NAME, NAME_CURE


def read_shop(name: str, document: Mapping[str, Any], file: Path, presets: Path) -> Shop:
    """Return the shop that a file's document describes.

    ``file`` is ``<instance>/shops/<name>.toml``: its folder holds the SELECTs, the one above it
    the SQLite files. ``presets`` is the folder of all presets. Raises ``Misconfigured`` with
    every fault.
    """
    faults = [Fault(str(file), "", "", f"rename it: {NAME_CURE}")] if not NAME.match(name) else []
    loaded: dict[str, Any] = {}
    try:
        loaded = ShopTable().load(document)
    except ValidationError as error:
        faults += faults_of(error, document, file)
    faults += [
        fault_at(path, document, file, cure)
        for path, cure in broken_rules(document, file.parent, presets)
    ]
    if faults:
        raise Misconfigured(faults)
    return _shop(name, loaded, file.parent, presets)


def _shop(name: str, loaded: dict[str, Any], folder: Path, presets: Path) -> Shop:
    database = _database(loaded.get("database"), folder.parent)
    preset = _preset(loaded, presets)
    own = (_source(source, folder) for source in loaded["source"])
    return Shop(
        name=name,
        time_zone=ZoneInfo(loaded["time_zone"]),
        currency=loaded["currency"],
        unmask=_unmask(loaded["client_id"]),
        database=database,
        sources=(*_preset_sources(preset, loaded, database), *own),
        preset=preset,
        replica_grace=_replica_grace(loaded.get("replica")),
        site=_site(loaded.get("site")),
        webhooks=tuple(loaded["webhook"]),
    )


def _unmask(client_id: Mapping[str, Any]) -> Unmask:
    masks = frozenset(Mask(mask) for mask in client_id["masks"])
    return Unmask(ClientIDFormat.parse(client_id["format"]), masks)


def _database(text: str | None, instance: Path) -> str | None:
    return None if text is None else read_url(text, instance).render_as_string(hide_password=False)


def _preset(loaded: Mapping[str, Any], presets: Path) -> FilledPreset | None:
    if "preset" not in loaded:
        return None
    return filled_preset(read_preset(presets / loaded["preset"]), loaded["preset_options"])


def _preset_sources(
    used: FilledPreset | None, loaded: Mapping[str, Any], database: str | None
) -> tuple[SelectSource, ...]:
    if used is None or database is None:
        return ()
    backend = make_url(database).get_backend_name()
    return preset_sources(used.preset, loaded["preset_options"], loaded["currency"], backend)


def _replica_grace(replica: Mapping[str, int] | None) -> timedelta | None:
    return None if replica is None else timedelta(minutes=replica["grace_minutes"])


def _site(site: Mapping[str, Any] | None) -> Site | None:
    if site is None:
        return None
    return Site(
        origins=frozenset(site["origins"]),
        cookie_age=timedelta(days=site["cookie_days"]),
        recycled_after=timedelta(days=site["recycle_days"]) if site["recycle_days"] else None,
        new_ids_per_day=site["new_ids_per_day"],
    )


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
