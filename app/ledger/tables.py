"""The tables of pulls and marks, as the ledger's migrations create them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects.mysql import VARCHAR

from app.database.moment import Moment

# Names of accounts may differ in case alone, which the usual MySQL collations would not see.
_ACCOUNT = String(64).with_variant(
    VARCHAR(64, charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb"
)

metadata = MetaData()

# Revenue is in minor units; day, rows, sales and revenue are unknown where there was no answer.
pulls = Table(
    "pulls",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account", _ACCOUNT, nullable=False),
    Column("shop", String(255), nullable=False),
    Column("platform", String(64), nullable=False),
    Column("day", Date),
    Column("status", Integer, nullable=False),
    Column("problem", String(64)),
    Column("rows", Integer),
    Column("sales", BigInteger),
    Column("revenue", BigInteger),
    Column("milliseconds", Integer, nullable=False),
    Index("pulls_at", "at"),
    Index("pulls_shop_at", "shop", "at"),
)

# Moments are seconds since 1970, read on the driver's own cursor in the middle of an answer.
marks = Table(
    "marks",
    metadata,
    Column("shop", String(63), primary_key=True),
    Column("source", String(63), primary_key=True),
    Column("newest", BigInteger),
    Column("floor", BigInteger),
    Column("shrunk", Boolean, nullable=False),
    Column("resets", Integer, nullable=False),
)
