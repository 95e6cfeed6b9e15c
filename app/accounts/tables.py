"""The tables of accounts and their passwords, as the ledger's migrations create them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects.mysql import VARCHAR

from app.database.moment import Moment

# The usual MySQL collations take Demo for demo; names are compared as bytes everywhere.
_NAME = String(64).with_variant(
    VARCHAR(64, charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb"
)

metadata = MetaData()

accounts = Table(
    "accounts",
    metadata,
    Column("name", _NAME, primary_key=True),
    Column("shop", String(255), nullable=False),
    Column("roles", String(255), nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

# The newest password of an account never expires; the one it replaced does.
passwords = Table(
    "passwords",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", _NAME, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("hash", String(255), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
)
