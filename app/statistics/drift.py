"""The columns that a preset reads and a shop's database has no more: its platform has changed."""

from collections.abc import Iterator

from app.database.reading import Reader
from app.shops.database_schema import read_schema
from app.shops.detection import missing_columns
from app.shops.shop import Shop
from app.statistics.inspection import Finding, Severity


def drifted(shop: Shop, reader: Reader) -> Iterator[Finding]:
    """Yield a fault for each source of the shop's preset that lacks a column.

    Raises SourceUnavailable.
    """
    if shop.preset is None:
        return
    filled = shop.preset
    schema = reader.read(read_schema)
    for source in filled.preset.sources:
        if source.name in filled.sources:
            for table, columns in missing_columns(schema, source, filled.options).items():
                lacks = ", ".join(f"{table}.{column}" for column in columns)
                yield Finding(
                    Severity.FAULT,
                    f"{shop.name}/{source.name}",
                    f"the preset {filled.preset.name} reads {lacks or table}: it is not there, or "
                    "the login may not read it",
                    f"give the login the GRANTs of shopstat presets {filled.preset.name}; if the "
                    f"platform was changed, its version must be {filled.preset.versions}",
                )
