"""The tables of sales, as the ledger's migrations create them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from app.database.exact_text import exact_text
from app.database.moment import Moment

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _what_is_known() -> list[Column[Any]]:
    """Return the columns of one version of a sale; amounts are in minor units."""
    return [
        Column("version", BigInteger, nullable=False),
        Column("channel", exact_text(16), nullable=False),
        Column("client_id", exact_text(512)),
        Column("client_text", exact_text(512)),
        Column("sold_at", Moment, nullable=False),
        Column("count", Integer, nullable=False),
        Column("revenue", BigInteger, nullable=False),
        Column("cost", BigInteger),
        Column("returned", BigInteger, nullable=False),
        Column("currency", exact_text(3), nullable=False),
        Column("state", exact_text(16), nullable=False),
        Column("comment", exact_text(1000), nullable=False),
        Column("way", exact_text(16), nullable=False),
        Column("account", exact_text(64), nullable=False),
        Column("entered_at", Moment, nullable=False),
        Column("import_number", _NUMBER),
    ]


# ``delivery`` tells what one call of ``enter`` inserted from what was there before.
sales = Table(
    "sales",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("shop", exact_text(63), nullable=False),
    Column("sender", exact_text(64), nullable=False),
    Column("sender_id", exact_text(128), nullable=False),
    Column("delivery", BigInteger, nullable=False),
    *_what_is_known(),
    UniqueConstraint("shop", "sender", "sender_id", name="sales_sender_id"),
    Index("sales_shop_number", "shop", "number"),
    Index("sales_shop_sold_at", "shop", "sold_at"),
    Index("sales_shop_client_id", "shop", "client_id", "sold_at"),
    Index("sales_import_number", "import_number"),
)

# What was known of a sale before it was replaced, amended or undone.
sale_versions = Table(
    "sale_versions",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("sale", _NUMBER, ForeignKey("sales.number"), nullable=False, index=True),
    *_what_is_known(),
)

# The finished groups of each day: what its sales add up to per client ID.
day_groups = Table(
    "day_groups",
    metadata,
    Column("shop", exact_text(63), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("client_id", exact_text(512), primary_key=True),
    Column("entries", BigInteger, nullable=False),
    Column("sales", BigInteger, nullable=False),
    Column("revenue", BigInteger, nullable=False),
    Column("gross_profit", BigInteger, nullable=False),
)

# The zone that a shop's days were made with, and how often its sales have changed.
shop_days = Table(
    "shop_days",
    metadata,
    Column("shop", exact_text(63), primary_key=True),
    Column("zone", exact_text(64), nullable=False),
    Column("changes", BigInteger, nullable=False),
)

# ``undone`` is 0, or the import's own number: one import of a file stands, many may be undone.
imports = Table(
    "imports",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("shop", exact_text(63), nullable=False),
    Column("file", exact_text(255), nullable=False),
    Column("hash", exact_text(64), nullable=False),
    Column("account", exact_text(64), nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("accepted", BigInteger, nullable=False),
    Column("replaced", BigInteger, nullable=False),
    Column("repeated", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
    Column("undone", _NUMBER, nullable=False),
    Column("undone_by", exact_text(64)),
    Column("undone_at", Moment),
    UniqueConstraint("shop", "hash", "undone", name="imports_hash"),
)
