"""The tables of the client IDs that a site got, as the ledger's migrations create them."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects.mysql import VARBINARY, VARCHAR

from app.database.moment import Moment
from app.sales.client_id import MAX_FORMAT_CHARACTERS
from app.sales.first_page import (
    MAX_LANDING_CHARACTERS,
    MAX_REFERRER_CHARACTERS,
    MAX_TAG_CHARACTERS,
    TAGS,
)


def _exact(length: int) -> String:
    """Text that is compared as bytes, and holds every sign, on MySQL too."""
    exact = VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return String(length).with_variant(exact, "mysql", "mariadb")


metadata = MetaData()

# One row per ID that a visitor has or had last; with the first page of that visit.
client_ids = Table(
    "client_ids",
    metadata,
    Column("shop", String(63), primary_key=True),
    Column("client_id", _exact(MAX_FORMAT_CHARACTERS), primary_key=True),
    Column("given_at", Moment, nullable=False),
    Column("landing", _exact(MAX_LANDING_CHARACTERS)),
    Column("referrer", _exact(MAX_REFERRER_CHARACTERS)),
    *(Column(tag, _exact(MAX_TAG_CHARACTERS)) for tag in TAGS),
    Index("client_ids_shop_given_at", "shop", "given_at"),
)

# How far the numbers of a shop's format are used up, and how many of them on that day (UTC).
client_id_counters = Table(
    "client_id_counters",
    metadata,
    Column("shop", String(63), primary_key=True),
    Column("format", _exact(MAX_FORMAT_CHARACTERS), primary_key=True),
    Column(
        "shuffle_key",
        LargeBinary(32).with_variant(VARBINARY(32), "mysql", "mariadb"),
        nullable=False,
    ),
    Column("next_number", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("given_that_day", Integer, nullable=False),
)
