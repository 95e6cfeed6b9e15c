"""A small preset for tests: one table of orders with a prefix, statuses and a client's column."""

from pathlib import Path
from typing import Any

TOML = """
title = "Kiosk"
versions = "1"
dialects = ["mysql", "sqlite"]
client_id = { en = "in the note", ru = "в примечании" }
sure = [{ en = "paid orders count", ru = "считаются оплаченные" }]
verify = [{ en = "the statuses", ru = "статусы" }]

[options.prefix]
type = "prefix"
default = "k_"
en = "prefix"
ru = "префикс"
[options.column]
type = "identifier"
en = "the column of the client ID"
ru = "колонка идентификатора"
[options.statuses]
type = "texts"
default = ["paid"]
en = "statuses"
ru = "статусы"
[options.time_kind]
type = "text"
default = "local"
choices = ["local", "utc"]
en = "kind of time"
ru = "вид времени"

[recognise.tables]
"{prefix}orders" = ["id", "status"]
[[recognise.setting]]
select = "SELECT word FROM {prefix}settings WHERE name LIKE '%zone'"
fills = "time_zone"
[[recognise.setting]]
select = "SELECT word FROM {prefix}settings WHERE name = 'statuses'"
fills = "statuses"
format = "json"
[[recognise.setting]]
select = "SELECT word FROM {prefix}settings WHERE name = 'closed'"
none_of = ["yes"]

[[source]]
name = "phone"
channel = "call"
select = "phone.sql"
time = { kind = "{time_kind}", en = "sold_at", ru = "sold_at" }
tables = { "{prefix}orders" = ["id", "status", "sold_at"] }
"""
SQL = """
SELECT {column} AS client_id FROM {prefix}orders
WHERE sold_at >= :since AND sold_at < :until AND status IN :statuses AND currency = :currency
"""


def a_preset_folder(folder: Path, toml: str = TOML, sql: str = SQL) -> Path:
    """Write the preset ``kiosk`` into the folder of all presets."""
    kiosk = folder / "kiosk"
    kiosk.mkdir(parents=True)
    (kiosk / "preset.toml").write_text(toml, encoding="utf-8")
    (kiosk / "phone.sql").write_text(sql, encoding="utf-8")
    return folder


def a_shop_document(**options: Any) -> dict[str, Any]:
    """A shop that runs the kiosk, with these options in its file."""
    return {
        "time_zone": "Europe/Moscow",
        "currency": "RUB",
        "database": "mysql://h/d",
        "preset": "kiosk",
        "preset_options": {"column": "note", **options},
    }
